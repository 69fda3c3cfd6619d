package dev.ovenbird.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppBundlesTest {
  private static final Map<String, String> WORDS =
      Map.of("greeting", "Say \"hello\" for $1 to {0}", "farewell", "Bye");

  @Test
  void aBundleHasEachModuleOnceAndAfterThoseItImports() {
    AppBundles app =
        bundles(
            Map.of(
                "entry.js",
                """
                /** Comments are for readers of the source: import("./nothing.js"). */
                import { one } from "./one.js";
                import { two as second } from "./two.js";

                export const sum = one() + second;
                """,
                "one.js",
                """
                import { two } from "./two.js";

                // Hidden: another module may have the same name.
                const value = two - 1;

                export function one() {
                  return value;
                }
                """,
                "two.js",
                "const value = 2;\nexport const two = value;\n"));
    assertThat(text(app, app.bundle("entry.js")))
        .isEqualTo(
            """
            const $two = (() => {
            const value = 2;
            const two = value;
            return { two };
            })();
            const $one = (() => {
            const { two } = $two;
            const value = two - 1;
            function one() {
            return value;
            }
            return { one };
            })();
            const { one } = $one;
            const { two: second } = $two;
            export const sum = one() + second;
            """);
  }

  @Test
  void keysOfWordsBecomeTheWords() {
    AppBundles app =
        bundles(
            Map.of(
                "say.js", "export const say = (text) => text;\n",
                "entry.js",
                    """
                    import { say } from "./say.js";
                    const all = [say("greeting", me), say(
                      "farewell",
                    )];
                    essay("none"); this.#say("none");
                    """,
                "wrong.js", "import { say } from \"./say.js\";\nsay(\"nothing\");\n"));

    assertThat(text(app, app.bundle("entry.js")))
        .contains("[say(\"Say \\\"hello\\\" for $1 to {0}\", me), say(\"Bye\",\n)]")
        .contains("essay(\"none\"); this.#say(\"none\");");
    assertThatThrownBy(() -> app.bundle("wrong.js"))
        .hasMessage("wrong.js has no words for nothing");
  }

  @Test
  void commentsWithinCodeGoToo() {
    AppBundles app =
        bundles(
            Map.of(
                "entry.js",
                """
                /**
                 * On lines
                 * of its own.
                 */
                const one = /** @type {any} */ (1);
                  // Alone.
                const address = "https://example.org/*";
                """));

    assertThat(text(app, app.bundle("entry.js")))
        .isEqualTo("const one =  (1);\nconst address = \"https://example.org/*\";\n");
    assertThatThrownBy(() -> bundles(Map.of("entry.js", "/** Never closed.")).bundle("entry.js"))
        .hasMessageContaining("entry.js");
  }

  @Test
  void whatIsGivenOnIsAnExportToo() {
    AppBundles app =
        bundles(
            Map.of(
                "entry.js", "import { deep } from \"./face.js\";\ndeep();\n",
                "face.js", "export { deep } from \"./deep-down.js\";\n",
                "deep-down.js", "export async function deep() {}\n"));
    assertThat(text(app, app.bundle("entry.js")))
        .contains("const $deepDown =", "const { deep } = $deepDown;\nreturn { deep };");
  }

  @Test
  void namesMayStandOnLinesOfTheirOwn() {
    AppBundles app =
        bundles(
            Map.of(
                "entry.js",
                    "import {\n  one,\n  two as second,\n} from \"./face.js\";\none(second);\n",
                "face.js", "export {\n  one,\n  two,\n} from \"./deep.js\";\n",
                "deep.js", "export const one = alert;\nexport const two = 2;\n"));
    assertThat(text(app, app.bundle("entry.js")))
        .contains(
            "return { one, two };\n})();\nconst { one, two: second, } = $face;\none(second);");
  }

  @Test
  void anEntryThatAnotherNamesIsAFileOfItsOwn() {
    String worker = "new Worker(new URL(\"./worker.js\", import.meta.url));\n";
    AppBundles app = bundles(Map.of("entry.js", worker, "worker.js", "self.close();\n"));
    AppBundles other = bundles(Map.of("entry.js", worker, "worker.js", "self.stop();\n"));
    String path = app.bundle("entry.js");
    assertThat(app.files()).hasSize(2);
    String named = app.bundle("worker.js").substring(AppBundles.FOLDER.length());
    assertThat(text(app, path)).contains("\"./" + named + "\"");
    assertThat(other.bundle("entry.js"))
        .as("another worker makes it another file")
        .isNotEqualTo(path);
  }

  @Test
  void whatCannotBeBundledIsSaid() {
    AppBundles app =
        bundles(
            Map.of(
                "entry.js", "import { a } from \"./other.js\";\n",
                "other.js", "export let a = 1;\n"));
    assertThatThrownBy(() -> app.bundle("entry.js"))
        .hasMessage("other.js cannot be bundled: export let a = 1;");
    AppBundles circle =
        bundles(
            Map.of(
                "entry.js", "import { a } from \"./other.js\";\nexport const b = 1;\n",
                "other.js", "import { b } from \"./entry.js\";\nexport const a = 1;\n"));
    assertThatThrownBy(() -> circle.bundle("entry.js"))
        .hasMessage("modules need each other in a circle: [entry.js, other.js]");
  }

  private static AppBundles bundles(Map<String, String> modules) {
    return new AppBundles(new AppModules(modules, WORDS));
  }

  private static String text(AppBundles app, String path) {
    return new String(app.files().get(path), StandardCharsets.UTF_8);
  }
}
