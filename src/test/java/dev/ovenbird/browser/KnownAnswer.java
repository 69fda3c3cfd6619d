package dev.ovenbird.browser;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A self-test of a sentence encoder, as the catalog has it, made by ONNX Runtime for Java. */
final class KnownAnswer {
  private static final long[] IDS = {101, 7592, 1010, 2088, 2003, 2307, 2651, 1012, 102};
  private static final int STRIDE = 13;

  private KnownAnswer() {}

  static ObjectNode of(Path model) throws IOException {
    long[] shape = {1, IDS.length};
    Map<String, Object> inputs = new LinkedHashMap<>();
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model.toString())) {
      for (String name : session.getInputNames()) {
        long[] data =
            name.equals("input_ids") ? IDS : repeated(name.equals("attention_mask") ? 1 : 0);
        feeds.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(data), shape));
        inputs.put(name, Map.of("type", "int64", "dims", shape, "data", data));
      }
      String output = session.getOutputNames().iterator().next();
      try (OrtSession.Result result = session.run(feeds)) {
        OnnxTensor answer = (OnnxTensor) result.get(0);
        FloatBuffer numbers = answer.getFloatBuffer();
        List<Float> values = new ArrayList<>();
        for (int at = 0; at < numbers.limit() && values.size() < 256; at += STRIDE) {
          values.add(numbers.get(at));
        }
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("inputs", inputs);
        test.put("output", output);
        test.put("dims", answer.getInfo().getShape());
        test.put("stride", STRIDE);
        test.put("values", values);
        test.put("tolerance", 0.25);
        return new ObjectMapper().valueToTree(test);
      }
    } catch (OrtException e) {
      throw new IOException(e);
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private static long[] repeated(long value) {
    long[] filled = new long[IDS.length];
    Arrays.fill(filled, value);
    return filled;
  }
}
