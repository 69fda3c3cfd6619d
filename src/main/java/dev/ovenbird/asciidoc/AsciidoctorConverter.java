package dev.ovenbird.asciidoc;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Cursor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** Loaded by {@link AsciidoctorLoader} alone, and the one class that sees Asciidoctor. */
public final class AsciidoctorConverter implements AsciiDocConverter {
  /** Kept, or its setting would be lost; what it says is among the complaints. */
  private final Logger log = Logger.getLogger("asciidoctor");

  private final Asciidoctor asciidoctor;
  private final List<Complaint> complaints = new ArrayList<>();

  /** Starts Ruby, which takes seconds. */
  public AsciidoctorConverter() {
    log.setUseParentHandlers(false);
    asciidoctor = Asciidoctor.Factory.create();
    asciidoctor.registerLogHandler(this::note);
  }

  @Override
  public Converted convert(Source source) {
    complaints.clear();
    Attributes attributes = Attributes.builder().build();
    source.attributes().forEach(attributes::setAttribute);
    Options options =
        Options.builder()
            .safe(SafeMode.UNSAFE)
            .baseDir(source.folder().toFile())
            .attributes(attributes)
            .build();
    source.options().forEach(options::setOption);
    return new Converted(asciidoctor.convert(source.text(), options), List.copyOf(complaints));
  }

  private void note(LogRecord record) {
    if (record.getSeverity().compareTo(Severity.WARN) < 0) {
      return;
    }
    Cursor cursor = record.getCursor();
    // Only an included file has a name.
    boolean own = cursor != null && cursor.getFile() == null;
    complaints.add(
        new Complaint(
            record.getSeverity() != Severity.WARN,
            own ? cursor.getLineNumber() : 0,
            (cursor == null || own ? "" : cursor.getPath() + ":" + cursor.getLineNumber() + ": ")
                + record.getMessage()));
  }
}
