package dev.ovenbird.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The post that tells the way from training to a browser: the code in it is what runs here. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(Screenshots.class)
class PostIT {
  private static final String POST = "posts/from-training-to-browser.html";

  /** The picture in the post; when what it shows has changed, it goes to assets/pictures. */
  private static final Path CONSOLE = Path.of("target/pictures/console.png");

  /** Runs code as a module of the page; gives what it wrote to the console. */
  private static final String MODULE =
      """
      const lines = [];
      for (const name of ["log", "warn"]) {
        const write = console[name];
        console[name] = (...words) => {
          lines.push(words.join(" "));
          write(...words);
        };
      }
      const ended = new Promise((resolve, reject) => {
        window.moduleEnded = resolve;
        addEventListener("error", (event) => reject(event.message), { once: true });
        addEventListener("unhandledrejection", (event) => reject(event.reason), { once: true });
      });
      const script = document.createElement("script");
      script.type = "module";
      script.nonce = document.querySelector("script[nonce]")?.nonce ?? "";
      // A module of an address runs once only.
      const code = args[0] + "\\nwindow.moduleEnded();//" + performance.now();
      script.src = "data:text/javascript," + encodeURIComponent(code);
      document.head.append(script);
      await ended;
      return lines;
      """;

  private final PostCode code = PostCode.read();

  @Test
  @Order(1)
  void inTheBrowserItAsksThenLoadsThenAnswers() throws IOException {
    try (StaticServer server = StaticServer.of(BakedSite.own().folder());
        Browser browser = Browser.openForDevTools(Mode.WASM)) {
      // Pages of ours take no scripts from a text; the code is to run, the policy is tested
      // elsewhere.
      browser.cdp("Page.enable", Map.of());
      browser.cdp("Page.setBypassCSP", Map.of("enabled", true));
      browser.go(server.page(POST)).awaitOfflineReady();
      assertThat(browser.findAll("ovenbird-chat")).hasSize(1);
      assertThat(browser.findAll("#the-model svg")).as("the sizes of this build").isNotEmpty();

      List<String> refused = browser.script(MODULE, code.block("errors.js"));
      assertThat(refused).singleElement().asString().startsWith("OB-CONSENT ");

      browser.script("await ovenbird.ready('biscuit', { consent: true })");
      browser.script("await import('@xenova/transformers')");
      List<String> answered =
          browser.script(MODULE, code.block("setup.js") + "\n" + code.block("ask.js"));
      assertThat(answered).hasSizeGreaterThan(3);
      String whole = answered.get(answered.size() - 1);
      assertThat(String.join("", answered.subList(0, answered.size() - 1)).replace("<|end|>", ""))
          .as("what was streamed")
          .contains(whole.strip());
      List<String> ready = browser.script(MODULE, code.block("errors.js"));
      assertThat(ready).containsExactly("It is here.");

      browser.openConsole(900, 430);
      browser.await("what it said is in the console", () -> browser.consoleText().contains(whole));
      browser.screenshot(CONSOLE);
    }
  }

  @Test
  @Order(2)
  void thePythonRuns() throws IOException, InterruptedException {
    for (String name : List.of("quantize.py", "export.py")) {
      String needs = name.equals("export.py") ? "torch, onnx" : "onnxruntime, onnx";
      assumeTrue(
          python("-c", "import " + needs) == 0, name + " needs " + needs + ", not installed here");
      Path script = Files.createTempFile("post", ".py");
      Files.writeString(script, code.block(name));
      Files.createDirectories(Path.of("target"));
      assertThat(python(script.toString())).as(name).isZero();
      Files.delete(script);
    }
  }

  private static int python(String... arguments) throws IOException, InterruptedException {
    String program = System.getenv().getOrDefault("PYTHON", "python3");
    String[] command = new String[arguments.length + 1];
    command[0] = program;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("It does not end: " + String.join(" ", command));
      }
      return process.exitValue();
    } catch (IOException e) {
      // There is no Python.
      return -1;
    }
  }
}
