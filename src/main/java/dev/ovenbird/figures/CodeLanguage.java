package dev.ovenbird.figures;

import dev.ovenbird.figures.ScannerLexer.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CPlusPlusTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CSharpTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ClojureTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CsvTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DartTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DockerTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.FortranTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.GoTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.GroovyTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.HTMLTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.IniTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JavaScriptTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JavaTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JshintrcTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JsonTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.KotlinTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LatexTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LispTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LuaTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.MakefileTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.MarkdownTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PHPTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PerlTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PowerShellTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PropertiesFileTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ProtoTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PythonTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.RubyTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.SQLTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ScalaTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.TypeScriptTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.UnixShellTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.VisualBasicTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.WindowsBatchTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.XMLTokenMaker;

/** A language that code is coloured in. A lexer is made when a site first needs it. */
enum CodeLanguage {
  TEXT("Text", Patterns::plain, "text", "txt", "plain", "plaintext", "output", "console"),
  BASH("Shell", UnixShellTokenMaker::new, Names.AS_THEY_ARE, "bash", "sh", "shell", "zsh"),
  BATCH("Batch", WindowsBatchTokenMaker::new, Names.AS_THEY_ARE, "batch", "bat", "cmd"),
  C("C", CTokenMaker::new, Names.BY_FORM, "c", "h"),
  CLOJURE("Clojure", ClojureTokenMaker::new, Names.AS_THEY_ARE, "clojure", "clj"),
  CPP("C++", CPlusPlusTokenMaker::new, Names.BY_FORM, "cpp", "c++", "cc", "hpp"),
  CSHARP("C#", CSharpTokenMaker::new, Names.BY_USE, "csharp", "cs", "c#"),
  CSS("CSS", Patterns::css, "css", "scss", "less"),
  CSV("CSV", CsvTokenMaker::new, Names.AS_THEY_ARE, "csv"),
  D("D", DTokenMaker::new, Names.BY_FORM, "d"),
  DART("Dart", DartTokenMaker::new, Names.BY_FORM, "dart"),
  DIFF("Diff", Patterns::diff, "diff", "patch"),
  DOCKERFILE("Dockerfile", DockerTokenMaker::new, Names.AS_THEY_ARE, "dockerfile", "docker"),
  FORTRAN("Fortran", FortranTokenMaker::new, Names.AS_THEY_ARE, "fortran", "f90"),
  FREEMARKER("Freemarker", Patterns::freemarker, "freemarker", "ftl", "ftlh"),
  GO("Go", GoTokenMaker::new, Names.BY_USE, "go", "golang"),
  GROOVY("Groovy", GroovyTokenMaker::new, Names.BY_FORM, "groovy", "gradle"),
  HTML("HTML", HTMLTokenMaker::new, Names.AS_THEY_ARE, "html", "htm", "xhtml"),
  INI("INI", IniTokenMaker::new, Names.AS_THEY_ARE, "ini", "editorconfig"),
  JAVA("Java", JavaTokenMaker::new, Names.BY_FORM, "java"),
  JAVASCRIPT(
      "JavaScript", JavaScriptTokenMaker::new, Names.BY_FORM, "javascript", "js", "mjs", "jsx"),
  JSON("JSON", JsonTokenMaker::new, Names.AS_THEY_ARE, "json"),
  JSON5("JSON with comments", JshintrcTokenMaker::new, Names.AS_THEY_ARE, "jsonc", "json5"),
  KOTLIN("Kotlin", KotlinTokenMaker::new, Names.BY_FORM, "kotlin", "kt", "kts"),
  LATEX("LaTeX", LatexTokenMaker::new, Names.AS_THEY_ARE, "latex", "tex"),
  LISP("Lisp", LispTokenMaker::new, Names.AS_THEY_ARE, "lisp", "scheme", "elisp"),
  LUA("Lua", LuaTokenMaker::new, Names.BY_FORM, "lua"),
  MAKEFILE("Makefile", MakefileTokenMaker::new, Names.AS_THEY_ARE, "makefile", "make"),
  MARKDOWN("Markdown", MarkdownTokenMaker::new, Names.AS_THEY_ARE, "markdown", "md"),
  PERL("Perl", PerlTokenMaker::new, Names.BY_FORM, "perl", "pl"),
  PHP("PHP", PHPTokenMaker::new, Names.BY_FORM, "php"),
  POWERSHELL("PowerShell", PowerShellTokenMaker::new, Names.AS_THEY_ARE, "powershell", "ps1"),
  PROPERTIES("Properties", PropertiesFileTokenMaker::new, Names.AS_THEY_ARE, "properties"),
  PROTOBUF("Protocol Buffers", ProtoTokenMaker::new, Names.BY_FORM, "protobuf", "proto"),
  PYTHON("Python", PythonTokenMaker::new, Names.BY_FORM, "python", "py"),
  RUBY("Ruby", RubyTokenMaker::new, Names.BY_FORM, "ruby", "rb"),
  RUST("Rust", Patterns::rust, "rust", "rs"),
  SCALA("Scala", ScalaTokenMaker::new, Names.BY_FORM, "scala"),
  SQL("SQL", SQLTokenMaker::new, Names.AS_THEY_ARE, "sql"),
  TOML("TOML", Patterns::toml, "toml"),
  TYPESCRIPT("TypeScript", TypeScriptTokenMaker::new, Names.BY_FORM, "typescript", "ts", "tsx"),
  VISUAL_BASIC("Visual Basic", VisualBasicTokenMaker::new, Names.AS_THEY_ARE, "vb"),
  XML("XML", XMLTokenMaker::new, Names.AS_THEY_ARE, "xml", "svg", "xsd", "xslt", "pom"),
  YAML("YAML", YamlLexer::new, "yaml", "yml");

  private static final Map<String, CodeLanguage> BY_NAME =
      Arrays.stream(values())
          .flatMap(language -> language.names.stream().map(name -> Map.entry(name, language)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String title;
  private final List<String> names;
  private final Lazy lexer;

  CodeLanguage(String title, Supplier<TokenMaker> scanner, Names form, String... names) {
    this(title, () -> new ScannerLexer(scanner, form), names);
  }

  CodeLanguage(String title, Supplier<Lexer> lexer, String... names) {
    this.title = title;
    this.names = List.of(names);
    this.lexer = new Lazy(lexer);
  }

  /** The language of a name, in any case; empty where there is none of that name. */
  static Optional<CodeLanguage> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  /** All names that a language may be asked for by, sorted. */
  static List<String> allNames() {
    return BY_NAME.keySet().stream().sorted().toList();
  }

  /** For people. */
  String title() {
    return title;
  }

  /** The first of its names. */
  String id() {
    return names.get(0);
  }

  List<CodeToken> tokens(String code) {
    return lexer.get().tokens(code);
  }

  /** Some compile many patterns, or load a class of half a megabyte. */
  private static final class Lazy {
    private final Supplier<Lexer> maker;
    private volatile Lexer made;

    Lazy(Supplier<Lexer> maker) {
      this.maker = maker;
    }

    Lexer get() {
      // Made twice by two threads at once, it is the same.
      Lexer known = made;
      if (known == null) {
        known = maker.get();
        made = known;
      }
      return known;
    }
  }
}
