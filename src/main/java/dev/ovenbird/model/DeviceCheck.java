package dev.ovenbird.model;

import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.quantize.Dtype;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Tells an author where a model will not run, before a reader finds out. */
public final class DeviceCheck {
  private DeviceCheck() {}

  /** An error for a choice of the descriptor that cannot run; a warning for readers left out. */
  public static void check(BakedModel model, Diagnostics diagnostics) {
    ModelDescriptor descriptor = model.descriptor();
    for (var choice : descriptor.devices().entrySet()) {
      List<Device> meant =
          Arrays.stream(Device.values())
              .filter(device -> device.api().equals(choice.getKey()))
              .toList();
      if (meant.stream().noneMatch(device -> model.dtypesFor(device).contains(choice.getValue()))) {
        diagnostics.error(
            descriptor.file(),
            0,
            descriptor.name()
                + " as "
                + choice.getValue().id()
                + " does not run on "
                + meant.get(0).title()
                + ".",
            "Of its dtypes run there: " + ids(model.dtypesFor(meant.get(0))) + ".");
      }
    }
    if (model.dtypesFor(Device.WASM).isEmpty()) {
      diagnostics.warning(
          descriptor.file(),
          0,
          descriptor.name() + " runs on WebGPU only: " + ids(descriptor.dtypes()) + ".",
          "Add q8 to dtypes for readers whose browsers have none.");
    }
  }

  private static String ids(List<Dtype> dtypes) {
    return dtypes.isEmpty()
        ? "none"
        : dtypes.stream().map(Dtype::id).collect(Collectors.joining(", "));
  }
}
