package dev.ovenbird.content;

import com.vladsch.flexmark.ext.footnotes.Footnote;
import com.vladsch.flexmark.ext.footnotes.FootnoteBlock;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.ast.Node;
import dev.ovenbird.diagnostics.Diagnostic;
import dev.ovenbird.diagnostics.Suggestion;
import dev.ovenbird.figures.FigureScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Warns of footnotes that a page would not have, or that it would show as brackets. */
final class FootnoteCheck {
  private final FigureScope scope;

  private FootnoteCheck(FigureScope scope) {
    this.scope = scope;
  }

  /** Looks through a text that was parsed. */
  static void check(Document document, FigureScope scope) {
    List<Footnote> marks = new ArrayList<>();
    List<FootnoteBlock> notes = new ArrayList<>();
    for (Node node : document.getDescendants()) {
      if (node instanceof Footnote mark) {
        marks.add(mark);
      } else if (node instanceof FootnoteBlock note) {
        notes.add(note);
      }
    }
    new FootnoteCheck(scope).check(marks, notes);
  }

  private void check(List<Footnote> marks, List<FootnoteBlock> notes) {
    Set<String> names = new TreeSet<>();
    for (FootnoteBlock note : notes) {
      String name = note.getText().toString();
      if (!names.add(name)) {
        warn(
            note,
            name,
            "There is more than one footnote " + name + ".",
            "Only one of them is shown.");
      } else if (marks.stream().noneMatch(mark -> mark.getText().toString().equals(name))) {
        warn(
            note,
            name,
            "Nothing leads to the footnote " + name + ", so it is left out.",
            "Write [^" + name + "] where it belongs.");
      }
    }
    for (Footnote mark : marks) {
      if (!mark.isDefined()) {
        String name = mark.getText().toString();
        warn(
            mark,
            name,
            "There is no footnote " + name + ", so this stays as it is written.",
            names.isEmpty()
                ? "Write its text below: [^" + name + "]: …"
                : Suggestion.orList(name, names));
      }
    }
  }

  private void warn(Node node, String name, String message, String hint) {
    int line = scope.lines().applyAsInt(node.getStartOffset());
    Diagnostic warning = Diagnostic.warning(scope.file(), line, message, hint);
    scope.diagnostics().add(warning.about("[^" + name + "]"));
  }
}
