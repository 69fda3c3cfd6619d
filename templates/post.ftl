<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#import "partials/reading.ftl" as reading>
<#import "partials/models.ftl" as models>
<@layout.page title=content.title description=layout.about(content) path=content.uri current="posts"
    kind="article">
<article class="post">
  <header class="page-head">
    <h1>${content.title}</h1>
    <p class="byline"><@layout.date content.date/> <@reading.time content/></p>
    <#if (content.summary!"")?has_content>
    <p class="lead">${content.summary}</p>
    </#if>
  </header>
  <@reading.series/>
  <@reading.contents content/>
  <div class="prose">
${anchored(content.body)?no_esc}
  </div>
  <@models.ofPage content/>
  <footer class="post-foot">
    <@layout.tagList content/>
    <@reading.seriesSteps/>
    <@reading.related/>
    <#if content.previousContent?? || content.nextContent??>
    <nav class="neighbours" aria-label="${message("post.steps")}">
      <#if content.previousContent??>
      <a class="neighbour" rel="prev" href="${layout.root}${layout.address(content.previousContent)}"><span>${message("post.previous")}</span> ${content.previousContent.title}</a>
      </#if>
      <#if content.nextContent??>
      <a class="neighbour neighbour-next" rel="next" href="${layout.root}${layout.address(content.nextContent)}"><span>${message("post.next")}</span> ${content.nextContent.title}</a>
      </#if>
    </nav>
    </#if>
  </footer>
</article>
</@layout.page>
