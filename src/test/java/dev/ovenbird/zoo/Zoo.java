package dev.ovenbird.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ovenbird.quantize.Dtype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Small models of many architectures, and what ONNX Runtime's own tools make of them; {@code
 * src/test/zoo/README.md} tells where they are from.
 */
public final class Zoo {
  private static final Path MODELS = Path.of("src/test/resources/zoo");
  private static final Path PEERS = Path.of("src/test/zoo/peers.json");

  private Zoo() {}

  /** All models, by name. */
  public static List<ZooModel> models() {
    try (Stream<Path> folders = Files.list(MODELS)) {
      return folders.sorted().map(ZooModel::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a model of a dtype is measured against: those of the tools' files that run. */
  public static List<Peer> peers(ZooModel model, Dtype dtype) {
    JsonNode peers = read().get("models").get(model.name()).get("peers");
    return schemes(dtype).stream()
        .flatMap(either -> either.stream().flatMap(scheme -> peer(peers, scheme)).limit(1))
        .toList();
  }

  /** Of each inner list the first that runs counts. */
  private static List<List<String>> schemes(Dtype dtype) {
    return switch (dtype) {
      case Q8 ->
          List.of(
              List.of("q8ChannelInt8", "q8ChannelUint8"),
              List.of("q8ChannelInt8Preprocessed", "q8ChannelUint8Preprocessed"));
      case Q4 ->
          List.of(
              List.of("q4Block32Asymmetric"),
              List.of("q4Default"),
              List.of("q4Block32AsymmetricPreprocessed"));
      case FP16 -> List.of(List.of("fp16"));
      case Q4F16 -> List.of(List.of("q4f16"));
      case FP32 -> List.of();
    };
  }

  private static Stream<Peer> peer(JsonNode peers, String scheme) {
    return Optional.ofNullable(peers.get(scheme)).filter(peer -> peer.has("bytes")).stream()
        .map(
            peer ->
                new Peer(
                    scheme,
                    peer.get("bytes").asLong(),
                    new Closeness(
                        peer.get("meanCosine").asDouble(), peer.get("relativeRms").asDouble())));
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(PEERS.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
