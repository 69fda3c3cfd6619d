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
  <#assign meaning = (ovenbird.searchIndex)!"">
  <#if meaning?has_content || (config.search_words!"on") == "on">
  <div class="prose-demo">
    <ovenbird-search<#if meaning?has_content> model="${config.search_model}" index="${meaning}"</#if>>
      <p>${message("search.script")}
      <a href="${layout.root}${config.archive_file!"archive.html"}">${message("posts.all")}</a></p>
    </ovenbird-search>
  </div>
  <#else>
  <p>${message("search.none")}
  <a href="${layout.root}${config.archive_file!"archive.html"}">${message("posts.all")}</a></p>
  </#if>
  <div class="prose">
${content.body?no_esc}
  </div>
</article>
</@layout.page>
