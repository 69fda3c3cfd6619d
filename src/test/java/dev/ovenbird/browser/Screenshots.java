package dev.ovenbird.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Keeps what every open browser shows at the moment in which a test fails. */
final class Screenshots implements TestExecutionExceptionHandler {
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    int number = 0;
    for (Browser browser : Browser.allOpen()) {
      String name =
          context.getRequiredTestClass().getSimpleName()
              + "."
              + context.getRequiredTestMethod().getName()
              + "-"
              + System.nanoTime()
              + "-"
              + ++number
              + ".png";
      Path file = Path.of("target", "screenshots", name);
      try {
        browser.screenshot(file);
        System.out.println("[browser tests] " + file);
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }
}
