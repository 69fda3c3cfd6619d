package dev.ovenbird.quantize;

import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.InputException;
import dev.ovenbird.onnx.OnnxModel;
import dev.ovenbird.onnx.proto.Onnx.GraphProto;
import dev.ovenbird.onnx.proto.Onnx.ModelProto;
import dev.ovenbird.onnx.proto.Onnx.OperatorSetIdProto;
import java.nio.file.Path;

/** What the nodes that we add need of a model's operator sets and format. */
final class StandardOpset {
  /** Since then there is DynamicQuantizeLinear. */
  private static final long MINIMUM = 11;

  /** Since then initializers need not be listed among the inputs. */
  private static final long MINIMUM_IR = 4;

  private StandardOpset() {}

  /**
   * The version of the standard set.
   *
   * @throws InputException if it is too old for the nodes that we add
   */
  static long require(Path file, OnnxModel model) {
    long version =
        model.header().getOpsetImportList().stream()
            .filter(opset -> opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx"))
            .mapToLong(OperatorSetIdProto::getVersion)
            .findFirst()
            .orElse(1);
    if (version < MINIMUM) {
      throw new InputException(
          Diagnostic.error(
              file,
              0,
              "The model uses opset " + version + "; quantizing needs at least " + MINIMUM + ".",
              "Export it anew with opset_version=17."));
    }
    return version;
  }

  /** The same model, said to be of a format and of operator sets in which it is valid. */
  static OnnxModel declare(OnnxModel model) {
    ModelProto.Builder header =
        model.header().toBuilder()
            .setIrVersion(Math.max(model.header().getIrVersion(), MINIMUM_IR));
    boolean declared =
        header.getOpsetImportList().stream()
            .anyMatch(opset -> opset.getDomain().equals(BlockWeight.DOMAIN));
    boolean used = model.graph().toString().contains("domain: \"" + BlockWeight.DOMAIN + "\"");
    if (used && !declared) {
      header.addOpsetImport(
          OperatorSetIdProto.newBuilder().setDomain(BlockWeight.DOMAIN).setVersion(1));
    }
    return new OnnxModel(header.build(), model.initializers());
  }

  private static boolean usesContribOperators(GraphProto graph) {
    return graph.getNodeList().stream()
        .anyMatch(
            node ->
                node.getDomain().equals(BlockWeight.DOMAIN)
                    || node.getAttributeList().stream()
                        .anyMatch(
                            attribute ->
                                attribute.hasG() && usesContribOperators(attribute.getG())
                                    || attribute.getGraphsList().stream()
                                        .anyMatch(StandardOpset::usesContribOperators)));
  }
}
