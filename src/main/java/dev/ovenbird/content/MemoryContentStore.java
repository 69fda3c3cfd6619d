package dev.ovenbird.content;

import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jbake.app.ContentStore;
import org.jbake.app.DocumentList;
import org.jbake.model.DocumentModel;

/**
 * JBake's content store without its database: documents in lists by type and by tag, the newest
 * first. Immutable after construction but for the paging cursor, so each page of a paged list gets
 * a {@link #page} of its own. Thread-safe then.
 */
public final class MemoryContentStore extends ContentStore {
  private static final Comparator<DocumentModel> NEWEST_FIRST =
      Comparator.comparing(
              DocumentModel::getDate, Comparator.nullsLast(Comparator.<Date>reverseOrder()))
          .thenComparing(DocumentModel::getUri);

  private final Map<String, List<DocumentModel>> byType;
  private final Map<String, List<DocumentModel>> byTag;
  private final Map<String, DocumentModel> byUri;
  private boolean pagesTags;

  /** A store of published documents. */
  public MemoryContentStore(List<DocumentModel> documents) {
    super("memory", "documents");
    byType = new TreeMap<>();
    byTag = new TreeMap<>();
    byUri = new TreeMap<>();
    for (DocumentModel document : documents.stream().sorted(NEWEST_FIRST).toList()) {
      byType.computeIfAbsent(document.getType(), type -> new ArrayList<>()).add(document);
      byUri.put(document.getUri(), document);
      for (String tag : document.getTags()) {
        byTag.computeIfAbsent(tag, name -> new ArrayList<>()).add(document);
      }
    }
    for (List<DocumentModel> sameType : byType.values()) {
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

  private MemoryContentStore(MemoryContentStore shared) {
    super("memory", "documents");
    byType = shared.byType;
    byTag = shared.byTag;
    byUri = shared.byUri;
  }

  /** The same documents, of which paged queries see {@code limit} from number {@code start} on. */
  public MemoryContentStore page(int start, int limit) {
    MemoryContentStore page = new MemoryContentStore(this);
    page.setStart(start);
    page.setLimit(limit);
    return page;
  }

  @Override
  public DocumentList<DocumentModel> getPublishedPosts() {
    return list(ofType("post"));
  }

  @Override
  public DocumentList<DocumentModel> getPublishedPosts(boolean applyPaging) {
    return getAllContent("post", applyPaging);
  }

  @Override
  public DocumentList<DocumentModel> getPublishedPages() {
    return list(ofType("page"));
  }

  @Override
  public DocumentList<DocumentModel> getPublishedContent(String docType) {
    return list(ofType(docType));
  }

  @Override
  public DocumentList<DocumentModel> getAllContent(String docType) {
    return list(ofType(docType));
  }

  @Override
  public DocumentList<DocumentModel> getAllContent(String docType, boolean applyPaging) {
    List<DocumentModel> all = ofType(docType);
    if (!applyPaging || getStart() < 0 || getLimit() < 0) {
      return list(all);
    }
    return list(pageOf(all));
  }

  private List<DocumentModel> pageOf(List<DocumentModel> all) {
    int from = (int) Math.min(getStart(), all.size());
    return all.subList(from, (int) Math.min(from + getLimit(), all.size()));
  }

  @Override
  public DocumentList<DocumentModel> getPublishedPostsByTag(String tag) {
    List<DocumentModel> posts =
        byTag.getOrDefault(tag, List.of()).stream()
            .filter(d -> "post".equals(d.getType()))
            .toList();
    return list(pagesTags ? pageOf(posts) : posts);
  }

  @Override
  public DocumentList<DocumentModel> getPublishedDocumentsByTag(String tag) {
    return list(byTag.getOrDefault(tag, List.of()));
  }

  @Override
  public DocumentList<DocumentModel> getDocumentByUri(String uri) {
    DocumentModel document = byUri.get(uri);
    return list(document == null ? List.of() : List.of(document));
  }

  @Override
  public DocumentList<DocumentModel> getDocumentStatus(String uri) {
    return getDocumentByUri(uri);
  }

  @Override
  public DocumentList<DocumentModel> getUnrenderedContent() {
    return list(List.copyOf(byUri.values()));
  }

  @Override
  public long getDocumentCount(String docType) {
    return ofType(docType).size();
  }

  @Override
  public long getPublishedCount(String docType) {
    return ofType(docType).size();
  }

  @Override
  public Set<String> getTags() {
    Set<String> tags = new TreeSet<>();
    for (DocumentModel post : ofType("post")) {
      tags.addAll(List.of(post.getTags()));
    }
    return tags;
  }

  @Override
  public Set<String> getAllTags() {
    return new TreeSet<>(byTag.keySet());
  }

  /** The date of the newest document; the epoch when none has one. */
  public Date newest() {
    return byUri.values().stream()
        .map(DocumentModel::getDate)
        .filter(date -> date != null)
        .max(Comparator.naturalOrder())
        .orElse(new Date(0));
  }

  private List<DocumentModel> ofType(String type) {
    return byType.getOrDefault(type, List.of());
  }

  private static DocumentList<DocumentModel> list(List<DocumentModel> documents) {
    DocumentList<DocumentModel> list = new DocumentList<>();
    list.addAll(documents);
    return list;
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
