<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#import "partials/reading.ftl" as reading>
<@layout.page title=content.title description=layout.about(content) path=content.uri
    current=(content.nav)!"">
<article>
  <header class="page-head">
    <h1>${content.title}</h1>
    <#if (content.summary!"")?has_content>
    <p class="lead">${content.summary}</p>
    </#if>
  </header>
  <@reading.series/>
  <@reading.contents content/>
  <div class="prose">
${anchored(content.body)?no_esc}
  </div>
  <@reading.seriesSteps/>
</article>
</@layout.page>
