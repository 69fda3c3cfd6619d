/**
 * Runs before a page's own scripts: has it answer as soon as it can, and notes when. Our page is
 * agreed with at once, as by a reader with no time to read.
 */
if (location.protocol === "http:") {
  const first = "The kettle is boiling.";
  // A page may reload itself to be isolated: the reader's time began with the first of them.
  sessionStorage.began ??= performance.timeOrigin;
  const ours = async () => {
    await customElements.whenDefined("ovenbird-similarity");
    await ovenbird.ready("minilm", { consent: true });
    window.embed = async (texts) =>
      Array.from(await ovenbird.run("minilm", texts), (vector) => Array.from(vector));
  };
  const plain = async () => {
    while (!window.embed) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  addEventListener("DOMContentLoaded", async () => {
    try {
      await (location.pathname.includes("/demos/") ? ours() : plain());
      window.vector = (await embed([first]))[0];
      window.answered = performance.timeOrigin + performance.now() - sessionStorage.began;
    } catch (error) {
      window.failed = String(error.message ?? error);
    }
  });
}
