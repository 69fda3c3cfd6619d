package dev.ovenbird.content;

import dev.ovenbird.trace.Reads;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jbake.app.ContentStore;
import org.jbake.app.DocumentList;
import org.jbake.model.DocumentModel;

/**
 * JBake's content store without its database: documents in lists by type and by tag, the newest
 * first. Immutable after construction but for the paging cursor, so each page of a paged list gets
 * a {@link #page} of its own. Thread-safe then.
 */
public final class MemoryContentStore extends ContentStore {
  private static final String TAGS = "tags";
  private static final String ALL_TAGS = "all-tags";
  private static final Comparator<DocumentModel> NEWEST_FIRST =
      Comparator.comparing(
              DocumentModel::getDate, Comparator.nullsLast(Comparator.<Date>reverseOrder()))
          .thenComparing(DocumentModel::getUri);

  private record Lists(
      Map<String, List<DocumentModel>> byType,
      Map<String, List<DocumentModel>> byTag,
      Map<String, List<DocumentModel>> postsByTag,
      Map<String, DocumentModel> byUri) {}

  private final Lists lists;
  private final Reads reads;
  private boolean pagesTags;

  /**
   * A store of published documents.
   *
   * @param reads notes the lists that templates ask for
   */
  public MemoryContentStore(List<DocumentModel> documents, Reads reads) {
    this(new Lists(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>()), reads);
    for (DocumentModel document : documents.stream().sorted(NEWEST_FIRST).toList()) {
      append(lists.byType, document.getType(), document);
      lists.byUri.put(document.getUri(), document);
      for (String tag : document.getTags()) {
        append(lists.byTag, tag, document);
        if (document.getType().equals("post")) {
          append(lists.postsByTag, tag, document);
        }
      }
    }
    for (List<DocumentModel> sameType : lists.byType.values()) {
      for (int i = 0; i < sameType.size(); i++) {
        DocumentModel document = sameType.get(i);
        document.setNextContent(i > 0 ? sameType.get(i - 1) : null);
        document.setPreviousContent(i + 1 < sameType.size() ? sameType.get(i + 1) : null);
      }
    }
  }

  /** The same documents, of which queries by tag see {@code limit} from number {@code start} on. */
  public MemoryContentStore pageOfTags(int start, int limit) {
    MemoryContentStore page = page(start, limit);
    page.pagesTags = limit > 0;
    return page;
  }

  private MemoryContentStore(Lists lists, Reads reads) {
    super("memory", "documents");
    this.lists = lists;
    this.reads = reads;
  }

  private static void append(
      Map<String, List<DocumentModel>> lists, String key, DocumentModel document) {
    lists.computeIfAbsent(key, any -> new ArrayList<>()).add(document);
  }

  /** The same documents, of which paged queries see {@code limit} from number {@code start} on. */
  public MemoryContentStore page(int start, int limit) {
    MemoryContentStore page = new MemoryContentStore(lists, reads);
    page.setStart(start);
    page.setLimit(limit);
    return page;
  }

  /**
   * What a query gives, as addresses or tags, one in each line.
   *
   * @param query an input of the kind {@code list}, without that word
   */
  public String answer(String query) {
    if (query.equals(TAGS)) {
      return String.join("\n", lists.postsByTag.keySet());
    }
    if (query.equals(ALL_TAGS)) {
      return String.join("\n", lists.byTag.keySet());
    }
    StringBuilder uris = new StringBuilder();
    for (DocumentModel document : select(query)) {
      uris.append(document.getUri()).append('\n');
    }
    return uris.toString();
  }

  /** A query has a word for what is looked through, numbers for a page of it, and a name. */
  private List<DocumentModel> select(String query) {
    String[] words = query.split(" ", 2);
    String name = words.length == 1 ? "" : words[1];
    return switch (words[0]) {
      case "type" -> lists.byType.getOrDefault(name, List.of());
      case "tag" -> lists.byTag.getOrDefault(name, List.of());
      case "posts" -> lists.postsByTag.getOrDefault(name, List.of());
      case "uri" -> Stream.ofNullable(lists.byUri.get(name)).toList();
      case "page" -> page(name, lists.byType);
      case "page-of-posts" -> page(name, lists.postsByTag);
      default -> List.copyOf(lists.byUri.values());
    };
  }

  private static List<DocumentModel> page(String name, Map<String, List<DocumentModel>> from) {
    String[] page = name.split(" ", 3);
    List<DocumentModel> all = from.getOrDefault(page[2], List.of());
    int start = (int) Math.min(Long.parseLong(page[0]), all.size());
    return all.subList(start, (int) Math.min(start + Long.parseLong(page[1]), all.size()));
  }

  private DocumentList<DocumentModel> list(String query) {
    reads.read("list " + query);
    DocumentList<DocumentModel> list = new DocumentList<>();
    list.addAll(select(query));
    return list;
  }

  @Override
  public DocumentList<DocumentModel> getPublishedPosts() {
    return list("type post");
  }

  @Override
  public DocumentList<DocumentModel> getPublishedPosts(boolean applyPaging) {
    return getAllContent("post", applyPaging);
  }

  @Override
  public DocumentList<DocumentModel> getPublishedPages() {
    return list("type page");
  }

  @Override
  public DocumentList<DocumentModel> getPublishedContent(String docType) {
    return list("type " + docType);
  }

  @Override
  public DocumentList<DocumentModel> getAllContent(String docType) {
    return list("type " + docType);
  }

  @Override
  public DocumentList<DocumentModel> getAllContent(String docType, boolean applyPaging) {
    return applyPaging && getStart() >= 0 && getLimit() >= 0
        ? list("page " + getStart() + " " + getLimit() + " " + docType)
        : list("type " + docType);
  }

  @Override
  public DocumentList<DocumentModel> getPublishedPostsByTag(String tag) {
    return list(
        pagesTags ? "page-of-posts " + getStart() + " " + getLimit() + " " + tag : "posts " + tag);
  }

  @Override
  public DocumentList<DocumentModel> getPublishedDocumentsByTag(String tag) {
    return list("tag " + tag);
  }

  @Override
  public DocumentList<DocumentModel> getDocumentByUri(String uri) {
    return list("uri " + uri);
  }

  @Override
  public DocumentList<DocumentModel> getDocumentStatus(String uri) {
    return getDocumentByUri(uri);
  }

  @Override
  public DocumentList<DocumentModel> getUnrenderedContent() {
    return list("all");
  }

  @Override
  public long getDocumentCount(String docType) {
    reads.read("list type " + docType);
    return select("type " + docType).size();
  }

  @Override
  public long getPublishedCount(String docType) {
    return getDocumentCount(docType);
  }

  @Override
  public Set<String> getTags() {
    reads.read("list " + TAGS);
    return new TreeSet<>(lists.postsByTag.keySet());
  }

  @Override
  public Set<String> getAllTags() {
    reads.read("list " + ALL_TAGS);
    return new TreeSet<>(lists.byTag.keySet());
  }

  /** The date of the newest document; the epoch when none has one. */
  public Date newest() {
    return lists.byUri.values().stream()
        .map(DocumentModel::getDate)
        .filter(date -> date != null)
        .max(Comparator.naturalOrder())
        .orElse(new Date(0));
  }

  @Override
  public void startup() {
    // There is no database to start.
  }

  @Override
  public void close() {
    // There is no database to close.
  }

  @Override
  public void drop() {
    throw readOnly();
  }

  @Override
  public boolean isActive() {
    return true;
  }

  @Override
  public void addDocument(DocumentModel document) {
    throw readOnly();
  }

  @Override
  public void deleteContent(String uri) {
    throw readOnly();
  }

  @Override
  public void deleteAllByDocType(String docType) {
    throw readOnly();
  }

  @Override
  public void markContentAsRendered(DocumentModel document) {
    throw readOnly();
  }

  @Override
  public void updateAndClearCacheIfNeeded(boolean needed, File templateFolder) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("the content of a build does not change");
  }
}
