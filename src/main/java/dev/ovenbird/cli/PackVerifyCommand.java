package dev.ovenbird.cli;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Severity;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ovenbird pack verify}. */
@Command(
    name = "verify",
    description = "Checks that packs are whole: every shard, every file, every hash.")
final class PackVerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR|MANIFEST",
      description = "A site's root, or manifests in its _ovenbird/packs.")
  private List<Path> targets;

  @Mixin private JsonOption json;

  PackVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Pack> packs = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (Path target : targets) {
      PackVerifier.Result result =
          Files.isDirectory(target) ? PackVerifier.site(target) : PackVerifier.manifest(target);
      packs.addAll(result.packs());
      problems.addAll(result.problems());
    }
    boolean wrong = problems.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    json.print(terminal, json(packs, problems), () -> print(packs, problems, wrong));
    return wrong ? ExitCode.INPUT : ExitCode.DONE;
  }

  private static Map<String, Object> json(List<Pack> packs, List<Diagnostic> problems) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("packs", packs.stream().map(Pack::manifestPath).toList());
    List<Map<String, Object>> listed = new ArrayList<>();
    for (Diagnostic problem : problems) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
      entry.put("file", Terminal.shown(problem.file()).toString());
      entry.put("message", problem.message());
      listed.add(entry);
    }
    json.put("problems", listed);
    return json;
  }

  private void print(List<Pack> packs, List<Diagnostic> problems, boolean wrong) {
    if (wrong) {
      new Problems(terminal).printFailure(problems, "");
      return;
    }
    new Problems(terminal).print(problems);
    for (Pack pack : packs) {
      terminal
          .out()
          .println(
              pack.name()
                  + ": whole, "
                  + Units.count(pack.files().size(), "file")
                  + " in "
                  + Units.count(pack.shards().size(), "shard")
                  + ", "
                  + Units.bytes(pack.storedBytes()));
    }
  }
}
