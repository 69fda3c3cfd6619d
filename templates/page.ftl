<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#import "partials/reading.ftl" as reading>
<@layout.page title=content.title description=(content.summary)!"" path=content.uri
    current=(content.nav)!"" demo=content.body?contains("<ovenbird-") figures=content.body?contains("<figure")>
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
