<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#-- A page with the search in it. Its document says what stands below. -->
<@layout.page title=content.title description=layout.about(content) path=content.uri
    current="search">
<article>
  <header class="page-head">
    <h1>${content.title}</h1>
    <#if (content.summary!"")?has_content>
    <p class="lead">${content.summary}</p>
    </#if>
  </header>
  <#if ((ovenbird.searchIndex)!"")?has_content>
  <div class="prose-demo">
    <ovenbird-search model="${config.search_model}" index="${ovenbird.searchIndex}">
      <p>The search runs a language model in your browser and needs JavaScript for that. Without it,
      there is <a href="${layout.root}${config.archive_file!"archive.html"}">the list of all posts</a>.</p>
    </ovenbird-search>
  </div>
  <#else>
  <p>This site was built without a search index. Here is
  <a href="${layout.root}${config.archive_file!"archive.html"}">the list of all posts</a>.</p>
  </#if>
  <div class="prose">
${anchored(content.body)?no_esc}
  </div>
</article>
</@layout.page>
