package dev.ovenbird.browser;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.ovenbird.cache.Digest;
import dev.ovenbird.evaluate.TextEncoder;
import dev.ovenbird.model.ModelFiles;
import dev.ovenbird.onnx.OnnxReader;
import dev.ovenbird.onnx.OnnxWriter;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.TensorProto;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.Packer;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A site of one page with a small model: a BERT with random weights, cut into dozens of small
 * shards where a site's build would make one. All else is as a build makes it.
 *
 * @param site its model has the name that {@link BakedSite} looks for
 * @param answer what the build computes for {@link #SENTENCES} with the published file
 */
record TinySite(BakedSite site, float[][] answer) {
  static final String PAGE = "demo.html";
  static final String TITLE = "A small BERT";

  /** To the original, of every dtype. */
  static final double LEAST_COSINE = 0.9;

  static final List<String> SENTENCES =
      List.of("the nest is made of mud and straw", "an egg lies in the nest", "rain");

  private static final Path MODEL = Path.of("src/test/resources/zoo/bert/model.onnx");
  private static final int SHARD_BYTES = 24 << 10;
  private static final String CONFIG = "config.json";
  private static final String MODEL_FILE = "onnx/model.onnx";
  private static final List<String> WORDS =
      List.of(
          "[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "a", "an", "nest", "is", "made", "of", "mud",
          "and", "straw", "egg", "lies", "in", "rain");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Bakes the site. */
  static TinySite bake(Path folder) throws IOException {
    return bake(folder, "The first text.", Files.readAllBytes(MODEL));
  }

  /** The site with another text on its page, and nothing else new. */
  static TinySite withOtherText(Path folder) throws IOException {
    return bake(folder, "The second text.", Files.readAllBytes(MODEL));
  }

  /** The site with other weights in one layer of the model. */
  static TinySite withOtherWeights(Path folder) throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(MODEL)).toBuilder();
    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getName().equals("onnx::MatMul_254")) {
        byte[] weights = tensor.getRawData().toByteArray();
        for (int sign = 3; sign < weights.length; sign += 4) {
          weights[sign] ^= (byte) 0x80;
        }
        tensor.setRawData(ByteString.copyFrom(weights));
      }
    }
    return bake(folder, "The third text.", model.build().toByteArray());
  }

  /** The site with the model's weights in a file of their own, as those of a large one are. */
  static TinySite withWeightsBeside(Path folder) throws IOException {
    TinySite whole = bake(folder, "The fourth text.", Files.readAllBytes(MODEL));
    whole.putWeightsBeside(folder.resolve("beside"));
    return whole;
  }

  /**
   * The site with the model in these dtypes, in as few shards as any build makes.
   *
   * @param folder gets the sources, in {@code source}, too
   * @param pages further ones, their Markdown by their names
   */
  static BakedSite inDtypes(Path folder, List<Dtype> dtypes, Map<String, String> pages)
      throws IOException {
    Path source = folder.resolve("source");
    write(source, "Some text.", Files.readAllBytes(MODEL), dtypes);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(
          source.resolve("content/" + page.getKey() + ".md"),
          "title=%s\ntype=page\nstatus=published\n~~~~~~\n\n%s\n"
              .formatted(page.getKey(), page.getValue()));
    }
    return BakedSite.bake(source, folder.resolve("site"));
  }

  Path folder() {
    return site.folder();
  }

  /** What a reader downloads of the model. */
  Pack pack() throws IOException {
    return site.modelPack();
  }

  private static TinySite bake(Path folder, String text, byte[] model) throws IOException {
    Path source = folder.resolve("source");
    write(source, text, model, List.of(Dtype.FP32));
    BakedSite site = BakedSite.bake(source, folder.resolve("site"));
    Path scratch = folder.resolve("model");
    try (TextEncoder encoder = site.encoder(scratch, Dtype.FP32)) {
      TinySite baked = new TinySite(site, encoder.encode(SENTENCES));
      baked.cutSmall(scratch);
      return baked;
    }
  }

  private static void write(Path source, String text, byte[] model, List<Dtype> dtypes)
      throws IOException {
    writeModel(source.resolve("models/" + BakedSite.MODEL), model, dtypes);
    Files.createDirectories(source.resolve("content"));
    Files.writeString(
        source.resolve("content/demo.md"),
        """
        title=A demo
        type=page
        status=published
        ~~~~~~

        %s

        <ovenbird-similarity model="minilm">No scripts, no demo.</ovenbird-similarity>
        """
            .formatted(text));
    // The runtime is baked already.
    Files.createSymbolicLink(
        source.resolve(".ovenbird"),
        Files.createDirectories(Path.of(".ovenbird").toAbsolutePath()));
  }

  private static void writeModel(Path folder, byte[] model, List<Dtype> dtypes) throws IOException {
    Files.createDirectories(folder);
    Path onnx = Files.write(folder.resolve("model.onnx"), model);
    Path tokenizer = folder.resolve("tokenizer.json");
    JSON.writeValue(tokenizer.toFile(), tokenizer());
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        """
        {"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": "[PAD]",
         "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]", "model_max_length": 64}
        """);
    Files.writeString(
        folder.resolve("config.json"), "{\"model_type\": \"bert\", \"hidden_size\": 96}");
    Files.writeString(folder.resolve("golden.txt"), String.join("\n", SENTENCES) + "\n");
    Files.writeString(
        folder.resolve("model.yaml"),
        """
        title: %s
        task: feature-extraction
        license: Apache-2.0
        onnx: {source: "file:model.onnx", sha256: %s}
        tokenizer: {source: "file:tokenizer.json", sha256: %s}
        files: [config.json, tokenizer_config.json]
        dtypes: [%s]
        # How far 4 bits may stray is the descriptor's to say; here they are to be compared.
        evaluation: {sentences: golden.txt, minimumCosine: %s}
        """
            .formatted(
                TITLE,
                Digest.hex(onnx),
                Digest.hex(tokenizer),
                dtypes.stream().map(Dtype::id).collect(Collectors.joining(", ")),
                LEAST_COSINE));
  }

  private void putWeightsBeside(Path scratch) throws IOException {
    Path onnx = site.assemble(pack(), MODEL_FILE, scratch.resolve(MODEL_FILE));
    OnnxWriter.writeExternal(OnnxReader.read(onnx), onnx);
    Path config = site.assemble(pack(), CONFIG, scratch.resolve(CONFIG));
    ObjectNode json = (ObjectNode) JSON.readTree(config.toFile());
    json.withObject("/transformers.js_config/use_external_data_format").put("model.onnx", 1);
    JSON.writeValue(config.toFile(), json);
    cutSmall(scratch);
  }

  /**
   * Packs the model's files again, and has the catalog name the new pack.
   *
   * @param scratch files that are here already stay as they are
   */
  private void cutSmall(Path scratch) throws IOException {
    Pack large = pack();
    List<PackFile> files = new ArrayList<>();
    for (String path : large.files().keySet()) {
      Path file = scratch.resolve(path);
      if (!Files.exists(file)) {
        site.assemble(large, path, file);
      }
      if (path.equals(MODEL_FILE)) {
        files.addAll(ModelFiles.of(path, file));
      } else {
        files.add(new PackFile(path, file));
      }
    }
    Pack small =
        new Packer(new PackOptions(SHARD_BYTES)).pack(large.name(), Map.of(), files, site.folder());
    Path file = site.folder().resolve("_ovenbird/catalog.json");
    ObjectNode catalog = (ObjectNode) JSON.readTree(file.toFile());
    ObjectNode entry = (ObjectNode) catalog.at("/models/" + BakedSite.MODEL);
    entry.put("pack", small.manifestPath());
    ObjectNode published = (ObjectNode) entry.at("/dtypes/fp32");
    published.put("storedBytes", small.storedBytes());
    published.set("files", JSON.valueToTree(small.files().keySet()));
    JSON.writeValue(file.toFile(), catalog);
  }

  private static Map<String, Object> tokenizer() {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    WORDS.forEach(word -> vocabulary.put(word, vocabulary.size()));
    List<Map<String, Object>> special =
        WORDS.subList(0, 4).stream()
            .map(
                token ->
                    Map.<String, Object>of(
                        "id", vocabulary.get(token),
                        "content", token,
                        "single_word", false,
                        "lstrip", false,
                        "rstrip", false,
                        "normalized", false,
                        "special", true))
            .toList();
    Map<String, Object> first = Map.of("SpecialToken", Map.of("id", "[CLS]", "type_id", 0));
    Map<String, Object> text = Map.of("Sequence", Map.of("id", "A", "type_id", 0));
    Map<String, Object> last = Map.of("SpecialToken", Map.of("id", "[SEP]", "type_id", 0));
    Map<String, Object> tokenizer = new LinkedHashMap<>();
    tokenizer.put("version", "1.0");
    tokenizer.put("truncation", null);
    tokenizer.put("padding", null);
    tokenizer.put("added_tokens", special);
    tokenizer.put("normalizer", null);
    tokenizer.put("pre_tokenizer", Map.of("type", "Whitespace"));
    tokenizer.put(
        "post_processor",
        Map.of(
            "type",
            "TemplateProcessing",
            "single",
            List.of(first, text, last),
            "pair",
            List.of(first, text, last),
            "special_tokens",
            Map.of(
                "[CLS]", specialToken("[CLS]", vocabulary),
                "[SEP]", specialToken("[SEP]", vocabulary))));
    tokenizer.put("decoder", null);
    tokenizer.put("model", Map.of("type", "WordLevel", "vocab", vocabulary, "unk_token", "[UNK]"));
    return tokenizer;
  }

  private static Map<String, Object> specialToken(String token, Map<String, Integer> vocabulary) {
    return Map.of("id", token, "ids", List.of(vocabulary.get(token)), "tokens", List.of(token));
  }
}
