package dev.ovenbird.evaluate;

import ai.djl.huggingface.tokenizers.Encoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads passages with two language models, side by side. At any time the logits of one piece of
 * text are in memory, once for each model.
 */
final class LanguageModelComparison {
  private static final int SHOWN_CHARACTERS = 100;
  private static final int SHOWN_TOKENS = 8;

  private final Tokens tokens;
  private final LanguageModel original;
  private final LanguageModel candidate;
  private final List<Example> examples = new ArrayList<>();
  private long predictions;
  private long agreements;
  private double divergence;
  private double surprisal;
  private double candidateSurprisal;

  private LanguageModelComparison(Tokens tokens, LanguageModel original, LanguageModel candidate) {
    this.tokens = tokens;
    this.original = original;
    this.candidate = candidate;
  }

  static Fidelity compare(
      Path original, Path candidate, Path tokenizer, List<String> passages, int maxLength) {
    try (Tokens tokens = Tokens.whole(tokenizer);
        LanguageModel first = LanguageModel.open(original, maxLength);
        LanguageModel second = LanguageModel.open(candidate, maxLength)) {
      if (first.vocabulary() != second.vocabulary()) {
        throw Sessions.bad(
            candidate,
            "The models score " + first.vocabulary() + " and " + second.vocabulary() + " tokens.",
            "Compare a model with one that was made from it.");
      }
      LanguageModelComparison comparison = new LanguageModelComparison(tokens, first, second);
      for (String passage : passages) {
        comparison.read(tokenizer, passage, maxLength);
      }
      return comparison.fidelity(tokenizer);
    }
  }

  private void read(Path tokenizer, String passage, int maxLength) {
    Encoding encoding = tokens.encode(List.of(passage)).get(0);
    for (long id : encoding.getIds()) {
      if (id >= original.vocabulary()) {
        throw Sessions.bad(
            tokenizer,
            "It gives token " + id + "; the model scores " + original.vocabulary() + " tokens.",
            "Use the tokenizer that belongs to the model.");
      }
    }
    double sum = 0;
    int count = 0;
    double furthest = 0;
    String note = "";
    for (long[] window : TokenWindows.of(encoding, maxLength)) {
      Prediction[] row = predict(window);
      for (int i = 0; i < row.length; i++) {
        add(row[i]);
        sum += row[i].divergence();
        if (row[i].divergence() > furthest && !row[i].agrees()) {
          furthest = row[i].divergence();
          note = note(window, i, row[i]);
        }
      }
      count += row.length;
    }
    if (count > 0) {
      predictions += count;
      examples.add(new Example(beginning(passage), sum / count, note));
    }
  }

  /** At each position but the last, whose next token is not known. */
  private Prediction[] predict(long[] ids) {
    Logits p = original.run(ids);
    Logits q = candidate.run(ids);
    return IntStream.range(0, ids.length - 1)
        .parallel()
        .mapToObj(i -> Prediction.of(p.row(i), q.row(i), (int) ids[i + 1]))
        .toArray(Prediction[]::new);
  }

  private void add(Prediction prediction) {
    agreements += prediction.agrees() ? 1 : 0;
    divergence += prediction.divergence();
    surprisal += prediction.surprisal();
    candidateSurprisal += prediction.candidateSurprisal();
  }

  private Fidelity fidelity(Path tokenizer) {
    if (predictions == 0) {
      throw Sessions.bad(
          tokenizer,
          "The text gives no two tokens.",
          "Compare on a longer text, with words in it.");
    }
    double perplexity = Math.exp(surprisal / predictions);
    double candidatePerplexity = Math.exp(candidateSurprisal / predictions);
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    figures.put(Metric.NEXT_TOKEN_AGREEMENT, (double) agreements / predictions);
    figures.put(Metric.MEAN_DIVERGENCE, divergence / predictions);
    figures.put(Metric.ORIGINAL_PERPLEXITY, perplexity);
    figures.put(Metric.PERPLEXITY, candidatePerplexity);
    figures.put(Metric.PERPLEXITY_INCREASE, candidatePerplexity / perplexity - 1);
    figures.put(Metric.PREDICTIONS, (double) predictions);
    List<Example> worst =
        examples.stream()
            .sorted(Comparator.comparingDouble(Example::value).reversed())
            .limit(VectorComparison.WORST)
            .toList();
    return new Fidelity(Task.TEXT_GENERATION, examples.size(), figures, worst);
  }

  /** Where the two part: {@code after "… sat on the": " mat" became " dog"}. */
  private String note(long[] ids, int position, Prediction prediction) {
    int from = Math.max(0, position + 1 - SHOWN_TOKENS);
    String before = tokens.decode(Arrays.copyOfRange(ids, from, position + 1)).strip();
    return String.format(
        "after \"%s%s\": \"%s\" became \"%s\"",
        from > 0 ? "… " : "",
        oneLine(before),
        token(prediction.top()),
        token(prediction.candidateTop()));
  }

  private String token(int id) {
    return id < 0 ? "not a number" : oneLine(tokens.decode(id));
  }

  private static String beginning(String passage) {
    String line = oneLine(passage.strip());
    return line.codePointCount(0, line.length()) <= SHOWN_CHARACTERS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARACTERS)).strip() + " …";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
