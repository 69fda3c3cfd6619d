package dev.ovenbird.figures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.sourceforge.plantuml.BlockUml;
import net.sourceforge.plantuml.ErrorUml;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import net.sourceforge.plantuml.error.PSystemError;

/**
 * PlantUML in its sandbox: a text cannot make it read a file, the network or the environment. Its
 * own layout is used, so that nobody has to install Graphviz, and its own table of letter widths,
 * so that the fonts of the machine do not matter.
 */
final class Diagram {
  /** A text that is no diagram. */
  static final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    Mistake(int line, String message) {
      super(message);
      this.line = line;
    }

    /** Of the text, counted from 1; 0 where the whole is meant. */
    int line() {
      return line;
    }
  }

  private static final List<String> ABOVE = List.of("@startuml", "!pragma layout smetana");

  /** PlantUML keeps state between diagrams here and there. */
  private static final Object ONE_AT_A_TIME = new Object();

  static {
    // Both are read once, when PlantUML's classes are loaded, which only this class has done.
    System.setProperty("PLANTUML_SECURITY_PROFILE", "SANDBOX");
    System.setProperty("java.awt.headless", "true");
  }

  private Diagram() {}

  /** PlantUML's drawing of a text, with or without a line {@code @startuml} of its own. */
  static String svg(String text) throws Mistake {
    if (text.isBlank()) {
      throw new Mistake(0, "it is empty");
    }
    boolean whole = text.stripLeading().startsWith("@start");
    String source = whole ? text : String.join("\n", ABOVE) + "\n" + text + "\n@enduml\n";
    synchronized (ONE_AT_A_TIME) {
      SourceStringReader reader = new SourceStringReader(source);
      check(reader, whole ? 0 : ABOVE.size());
      ByteArrayOutputStream svg = new ByteArrayOutputStream();
      try {
        reader.outputImage(svg, 0, new FileFormatOption(FileFormat.SVG_DETERMINISTIC, false));
      } catch (IOException e) {
        throw new Mistake(0, String.valueOf(e.getMessage()));
      }
      return svg.toString(StandardCharsets.UTF_8);
    }
  }

  private static void check(SourceStringReader reader, int above) throws Mistake {
    if (reader.getBlocks().isEmpty()) {
      throw new Mistake(0, "a line @start… is there, and no @end…");
    }
    for (BlockUml block : reader.getBlocks()) {
      if (block.getDiagram() instanceof PSystemError error) {
        for (ErrorUml wrong : error.getErrorsUml()) {
          int line = wrong.getLineLocation().getPosition() - above + 1;
          throw new Mistake(Math.max(0, line), wrong.getError());
        }
        throw new Mistake(0, "PlantUML does not say why");
      }
    }
  }
}
