package dev.ovenbird.scaffold;

import dev.ovenbird.evaluate.Task;

/** What a page needs to run a model. */
final class DemoText {
  private DemoText() {}

  /**
   * Markdown with the element for the model's task, or where there is none, a script of its own.
   */
  static String of(Task task, String model) {
    return switch (task) {
      case FEATURE_EXTRACTION -> element("ovenbird-similarity", model);
      case TEXT_GENERATION -> element("ovenbird-chat", model);
      case IMAGE_CLASSIFICATION, IMAGE_FEATURE_EXTRACTION -> images(model);
    };
  }

  private static String element(String name, String model) {
    return """
        <%1$s model="%2$s">
        <p>This demo runs a model in your browser and needs JavaScript for that.</p>
        </%1$s>

        Say here what there is to try.
        """
        .formatted(name, model);
  }

  private static String images(String model) {
    return """
        <p><button id="get" type="button" disabled>Looking what is here</button>
        <label>An image <input id="image" type="file" accept="image/*" disabled></label></p>
        <pre id="answer" role="status"></pre>

        <script type="module">
        const model = "%s";
        const get = document.querySelector("#get");
        const image = document.querySelector("#image");
        const answer = document.querySelector("#answer");

        const { stored, total } = (await ovenbird.status())[model];
        get.textContent = `Download ${((total - stored) / 1e6).toFixed(1)} MB and load`;
        get.disabled = false;
        get.addEventListener("click", async () => {
          get.disabled = true;
          try {
            await ovenbird.ready(model, { consent: true });
            image.disabled = false;
          } catch (error) {
            answer.textContent = error.message;
            get.disabled = false;
          }
        });
        image.addEventListener("change", async () => {
          const result = await ovenbird.run(model, image.files[0]).catch(({ message }) => message);
          answer.textContent = JSON.stringify(result, null, 2).slice(0, 2000);
        });
        </script>

        Say here what there is to try.
        """
        .formatted(model);
  }
}
