package dev.ovenbird.cli;

import dev.ovenbird.model.ModelFiles;
import dev.ovenbird.pack.Host;
import dev.ovenbird.pack.Pack;
import dev.ovenbird.pack.PackFile;
import dev.ovenbird.pack.PackOptions;
import dev.ovenbird.pack.Packer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ovenbird model pack}. */
@Command(
    name = "pack",
    description = "Cuts files into shards named by their hashes, and writes their manifest.")
final class PackCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--name",
      required = true,
      converter = PackName.class,
      description = "What pages call it: letters, digits, points and dashes.")
  private String name;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The site's root, which gets _ovenbird/packs and _ovenbird/shards.")
  private Path output;

  @Option(
      names = "--host",
      converter = HostConverter.class,
      defaultValue = "any",
      description =
          "Where it is published, for the host's limits: any, cloudflare-pages, github-pages,"
              + " netlify.")
  private Host host;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A file, or NAME_IN_PACK=FILE: onnx/model_quantized.onnx=small.onnx.")
  private List<String> files;

  @Mixin private JsonOption json;

  PackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<PackFile> packed = files.stream().flatMap(PackCommand::files).toList();
    Pack pack = new Packer(PackOptions.of(host)).pack(name, Map.of(), packed, output);
    json.print(terminal, json(pack), () -> print(pack));
    return ExitCode.DONE;
  }

  /** A file whose own name has an equals sign is taken as it is. */
  private static Stream<PackFile> files(String argument) {
    int equals = argument.indexOf('=');
    boolean plain = equals < 0 || Files.exists(Path.of(argument));
    Path source = Path.of(plain ? argument : argument.substring(equals + 1));
    String path = plain ? source.getFileName().toString() : argument.substring(0, equals);
    boolean model = source.toString().endsWith(".onnx") && Files.isRegularFile(source);
    return model ? ModelFiles.of(path, source).stream() : Stream.of(new PackFile(path, source));
  }

  private static Map<String, Object> json(Pack pack) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", pack.name());
    json.put("manifestPath", pack.manifestPath());
    json.put("decodedBytes", pack.decodedBytes());
    json.put("storedBytes", pack.storedBytes());
    json.put("files", pack.files());
    json.put("shards", pack.shards());
    return json;
  }

  private void print(Pack pack) {
    terminal.out().println(Terminal.shown(output.resolve(pack.manifestPath())));
    pack.files()
        .forEach(
            (path, file) ->
                terminal
                    .out()
                    .println(
                        "  "
                            + path
                            + ": "
                            + Units.bytes(file.size())
                            + " → "
                            + Units.bytes(pack.storedBytesOf(path))
                            + " in "
                            + Units.count(pack.shardsOf(path), "shard")));
    terminal
        .out()
        .println(
            terminal.bold(Units.bytes(pack.storedBytes()))
                + " to download in "
                + Units.count(pack.shards().size(), "shard"));
  }
}
