package dev.ovenbird.bench;

import dev.ovenbird.cache.BuildCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long a site takes to build, from the command line to its end, beside Hugo and Eleventy where
 * they are installed and stock JBake, and {@code data/numbers/site.json}. Needs the program: {@code
 * mvn package}.
 */
public final class SiteBench {
  private static final Path FOLDER = Path.of("target", "bench", "sites");

  /** What earlier runs left: file systems are slow where many files were just deleted. */
  private static final Path OLD = FOLDER.resolve("old");

  private static final Path PROGRAM = Path.of("target", "ovenbird", "bin", "ovenbird");
  private static final int ROUNDS = 3;

  /** More take minutes, and are built once. */
  private static final int POSTS_IN_ROUNDS = 10_000;

  /** Stock JBake takes a hundred times as long for ten times as many. */
  private static final int POSTS_FOR_JBAKE = 1_000;

  private static final int POSTS_FOR_ELEVENTY = 10_000;

  /** What so many posts have to be built with. */
  private static final String HEAP = "-Xmx1g";

  private static final int POSTS_IN_HEAP = 10_000;

  /** While {@code serve} runs, an author saves a file now and again. */
  private static final int SAVES = 9;

  private static final int MILLIS_BETWEEN_SAVES = 1_500;

  /**
   * @param posts of 4 KB
   * @param hugo seconds of a full build; NaN where there is no Hugo
   * @param eleventy the same of Eleventy; NaN where there is no Node.js, and for more posts
   * @param jbake the same of stock JBake; NaN for more posts
   * @param full seconds of ours with templates that say what Hugo's say, nothing remembered
   * @param changed seconds after a change of one post's text
   * @param served seconds from saving such a change to the new page while {@code serve} runs, the
   *     median of the first nine saves
   * @param unchanged seconds when nothing has changed
   * @param themed seconds of a full build in our own theme
   */
  private record Row(
      int posts,
      double hugo,
      double eleventy,
      double jbake,
      double full,
      double changed,
      double served,
      double unchanged,
      double themed) {
    Row print() {
      System.out.printf(
          "%,7d posts   hugo %6.2f s   full %6.2f s (%.2f of Hugo)   one changed %6.2f s (%.2f of full),"
              + " %.2f s in serve   unchanged %6.2f s   in our theme %6.2f s%n",
          posts, hugo, full, full / hugo, changed, changed / full, served, unchanged, themed);
      printPeer("Eleventy", eleventy);
      printPeer("stock JBake " + StockJBake.VERSION, jbake);
      return this;
    }

    private void printPeer(String name, double seconds) {
      if (!Double.isNaN(seconds)) {
        System.out.printf(
            "              %s %6.2f s, %.1f times as long as ours%n",
            name, seconds, seconds / full);
      }
    }
  }

  private SiteBench() {}

  public static void main(String[] arguments) throws Exception {
    if (!Files.isExecutable(PROGRAM)) {
      throw new IllegalStateException("There is no " + PROGRAM + ": run mvn package first.");
    }
    if (!isInstalled("hugo")) {
      System.out.println("Hugo is not installed; with it, its times stand beside ours.");
    }
    if (!hasNode()) {
      System.out.println("Node.js is not installed; with it, Eleventy's times stand beside ours.");
    }
    Map<String, Results.Table> tables = new LinkedHashMap<>();
    for (int posts : new int[] {1_000, 10_000, 50_000}) {
      tables.put(String.valueOf(posts), () -> List.of(measure(posts).print()));
    }
    try {
      new Results("site.json").print(Results.chosen(tables, arguments));
    } finally {
      BuildCache.delete(OLD);
    }
  }

  private static Row measure(int posts) throws IOException, InterruptedException {
    Path folder = FOLDER.resolve(String.valueOf(posts));
    if (Files.exists(folder)) {
      Files.createDirectories(OLD);
      Files.move(folder, OLD.resolve(posts + "-" + System.currentTimeMillis()));
    }
    SiteSource.write(folder, posts);
    boolean withHugo = isInstalled("hugo");
    Series hugo = new Series();
    boolean withEleventy = posts <= POSTS_FOR_ELEVENTY && hasNode();
    Series eleventy = new Series();
    Series jbake = new Series();
    Series full = new Series();
    Series changed = new Series();
    Series unchanged = new Series();
    Series themed = new Series();
    int rounds = posts <= POSTS_IN_ROUNDS ? ROUNDS : 1;
    // So that the program keeps Java's form of its classes, as it does where it is installed.
    ours(folder, folder.resolve("out"), "ours", posts);
    for (int round = 0; round < rounds; round++) {
      forget(folder);
      Path out = folder.resolve("out" + round);
      hugo.add(
          withHugo
              ? seconds(
                  new ProcessBuilder(
                      "hugo",
                      "--quiet",
                      "-s",
                      folder + "/hugo",
                      "-d",
                      "../" + out.getFileName() + "/hugo"))
              : Double.NaN);
      eleventy.add(
          withEleventy
              ? seconds(
                  new ProcessBuilder(
                      Eleventy.command(folder.resolve("eleventy"), out.resolve("eleventy"))))
              : Double.NaN);
      jbake.add(
          posts <= POSTS_FOR_JBAKE
              ? seconds(
                  new ProcessBuilder(
                      StockJBake.command(folder.resolve("jbake"), out.resolve("jbake"))))
              : Double.NaN);
      full.add(ours(folder, out, "ours", posts));
      Path post = SiteSource.post(folder.resolve("ours"), posts);
      Files.writeString(post, Files.readString(post) + "One more line, the " + round + "th.\n");
      changed.add(ours(folder, out, "ours", posts));
      unchanged.add(ours(folder, out, "ours", posts));
      themed.add(ours(folder, out, "themed", posts));
      requirePosts(out, posts);
    }
    Series served = served(folder, posts);
    return new Row(
        posts,
        hugo.median(),
        eleventy.median(),
        jbake.median(),
        full.median(),
        changed.median(),
        served.median(),
        unchanged.median(),
        themed.median());
  }

  private static Series served(Path folder, int posts) throws IOException, InterruptedException {
    Path site = folder.resolve("ours");
    Path post = SiteSource.post(site, posts);
    String page = site.resolve("content").relativize(post).toString().replace(".md", ".html");
    Series seconds = new Series();
    ProcessBuilder command = ours("serve", site, folder.resolve("served"), posts);
    command.command().addAll(List.of("--port", "0"));
    try (ServedSite served = new ServedSite(command, log())) {
      for (int save = 0; save < SAVES; save++) {
        Thread.sleep(MILLIS_BETWEEN_SAVES);
        seconds.add(served.secondsOfChange(post, page, "One more line, saved at " + save + "."));
      }
    }
    return seconds;
  }

  /** Whoever leaves posts out is quick. */
  private static void requirePosts(Path out, int posts) throws IOException {
    try (Stream<Path> sites = Files.list(out)) {
      for (Path site : sites.toList()) {
        try (Stream<Path> files = Files.walk(site)) {
          long pages = files.filter(file -> file.toString().endsWith(".html")).count();
          if (pages < posts) {
            throw new IllegalStateException(site + " has only " + pages + " pages.");
          }
        }
      }
    }
  }

  private static void forget(Path folder) throws IOException {
    BuildCache.delete(folder.resolve("ours/.ovenbird"));
    BuildCache.delete(folder.resolve("themed/.ovenbird"));
  }

  private static double ours(Path folder, Path out, String site, int posts)
      throws IOException, InterruptedException {
    return seconds(ours("generate", folder.resolve(site), out.resolve(site), posts));
  }

  private static ProcessBuilder ours(String verb, Path site, Path out, int posts) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(PROGRAM.toString(), verb));
    command.addAll(List.of("--source", site.toString(), "--output", out.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (posts <= POSTS_IN_HEAP) {
      builder.environment().put("JAVA_OPTS", HEAP);
    }
    return builder;
  }

  private static double seconds(ProcessBuilder command) throws IOException, InterruptedException {
    File log = log();
    long begin = System.nanoTime();
    Process process = command.redirectErrorStream(true).redirectOutput(log).start();
    int code = process.waitFor();
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (code != 0) {
      throw new IllegalStateException(
          command.command() + ": " + code + "\n" + Files.readString(log.toPath()));
    }
    return seconds;
  }

  /** Takes what a program says, so that nobody has to read it meanwhile. */
  private static File log() throws IOException {
    return Files.createDirectories(FOLDER).resolve("log.txt").toFile();
  }

  private static boolean hasNode() {
    return isInstalled("node") && isInstalled("npm");
  }

  private static boolean isInstalled(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
