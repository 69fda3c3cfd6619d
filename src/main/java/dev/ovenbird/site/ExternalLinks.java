package dev.ovenbird.site;

import dev.ovenbird.content.SiteConfig;
import dev.ovenbird.diagnostics.Diagnostics;
import dev.ovenbird.diagnostics.Progress;
import dev.ovenbird.diagnostics.Severity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Follows the links of a site to others, when that is asked for: several hosts at a time, and each
 * host's addresses one after the other.
 */
final class ExternalLinks {
  private static final int HOSTS_AT_A_TIME = 8;

  private ExternalLinks() {}

  /**
   * Follows them. A page that is gone, or a host that is not there, is an error; what may be
   * otherwise tomorrow, or for a person, is a warning.
   */
  static void check(
      List<PlannedPage> pages,
      Map<String, HtmlPage> html,
      SiteConfig config,
      Diagnostics diagnostics,
      Progress progress)
      throws IOException {
    Map<String, LinkAnswer> answers =
        ask(byHost(html, config), new LinkRequest(Version.current()), progress);
    LinkComplaints complaints = new LinkComplaints(config.templateFolder(), diagnostics);
    for (PlannedPage page : pages) {
      HtmlPage facts = html.get(page.path());
      for (String link : facts == null ? List.<String>of() : facts.links()) {
        LinkAnswer answer = answers.get(withoutFragment(link));
        if (answer != null && answer.kind() != LinkAnswer.Kind.THERE) {
          boolean gone = answer.kind() == LinkAnswer.Kind.GONE;
          complaints.add(
              gone ? Severity.ERROR : Severity.WARNING,
              page,
              link,
              link,
              (gone ? "This link is dead: " : "Nobody knows whether this link works: ")
                  + link
                  + " ("
                  + answer.told()
                  + ")",
              gone
                  ? "Link to where it has moved, or to a copy in an archive."
                  : "Look at it in a browser.");
        }
      }
    }
  }

  private static Map<String, List<URI>> byHost(Map<String, HtmlPage> html, SiteConfig config) {
    List<String> ignored =
        Arrays.stream(config.text("ovenbird.checkLinks.ignore", "").split(","))
            .map(String::strip)
            .filter(prefix -> !prefix.isEmpty())
            .toList();
    String own = config.text("site.host", "");
    Map<String, Map<String, URI>> byHost = new TreeMap<>();
    for (HtmlPage page : html.values()) {
      for (String link : page.links()) {
        if (link.matches("(?i)https?://.+")
            && !link.startsWith(own)
            && ignored.stream().noneMatch(link::startsWith)) {
          String address = withoutFragment(link);
          try {
            URI uri = new URI(address.replace(" ", "%20"));
            if (uri.getHost() != null) {
              byHost.computeIfAbsent(uri.getHost(), h -> new LinkedHashMap<>()).put(address, uri);
            }
          } catch (URISyntaxException e) {
            // Told already by the check of the site's own links.
          }
        }
      }
    }
    Map<String, List<URI>> sorted = new TreeMap<>();
    byHost.forEach((host, uris) -> sorted.put(host, new ArrayList<>(uris.values())));
    return sorted;
  }

  private static Map<String, LinkAnswer> ask(
      Map<String, List<URI>> byHost, LinkRequest request, Progress progress) throws IOException {
    Map<String, LinkAnswer> answers = new ConcurrentHashMap<>();
    AtomicInteger done = new AtomicInteger();
    int total = byHost.values().stream().mapToInt(List::size).sum();
    ExecutorService threads = Executors.newFixedThreadPool(HOSTS_AT_A_TIME);
    try {
      List<Future<?>> hosts = new ArrayList<>();
      for (List<URI> uris : byHost.values()) {
        hosts.add(
            threads.submit(
                () -> {
                  for (URI uri : uris) {
                    answers.put(uri.toString(), request.send(uri));
                    progress.report("Follow links to other sites", done.incrementAndGet(), total);
                  }
                }));
      }
      for (Future<?> host : hosts) {
        host.get();
      }
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static String withoutFragment(String link) {
    return link.strip().replace(" ", "%20").replaceFirst("#.*", "");
  }
}
