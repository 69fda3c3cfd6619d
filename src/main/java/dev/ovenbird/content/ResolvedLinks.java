package dev.ovenbird.content;

import com.vladsch.flexmark.html.IndependentLinkResolverFactory;
import com.vladsch.flexmark.html.LinkResolver;
import com.vladsch.flexmark.html.renderer.LinkResolverBasicContext;
import com.vladsch.flexmark.html.renderer.LinkStatus;
import com.vladsch.flexmark.html.renderer.ResolvedLink;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.DataKey;
import java.util.Map;

/** Puts the addresses into a document that were found for its links before it was rendered. */
final class ResolvedLinks implements LinkResolver {
  /** What each link of a document becomes, by how it was written. */
  static final DataKey<Map<String, String>> TARGETS = new DataKey<>("TARGETS", Map.of());

  private final Map<String, String> targets;

  private ResolvedLinks(Map<String, String> targets) {
    this.targets = targets;
  }

  @Override
  public ResolvedLink resolveLink(Node node, LinkResolverBasicContext context, ResolvedLink link) {
    String target = targets.get(link.getUrl());
    return target == null || target.equals(link.getUrl())
        ? link
        : link.withUrl(target).withStatus(LinkStatus.VALID);
  }

  /** One for each document. */
  static final class Factory extends IndependentLinkResolverFactory {
    @Override
    public LinkResolver apply(LinkResolverBasicContext context) {
      return new ResolvedLinks(TARGETS.get(context.getDocument()));
    }
  }
}
