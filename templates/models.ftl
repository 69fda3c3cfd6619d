<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#import "partials/models.ftl" as models>
<#-- A card for each model of the site. Its figures are this build's; speeds are read from data/numbers. -->
<@layout.page title=content.title description=(content.summary)!"" path=content.uri
    current=(content.nav)!"">
<article>
  <header class="page-head">
    <h1>${content.title}</h1>
    <#if (content.summary!"")?has_content>
    <p class="lead">${content.summary}</p>
    </#if>
  </header>
  <#list (ovenbird.models)![] as model>
  <@models.card model=model speeds=((data.numbers.deliver.visits.rows)![])/>
  </#list>
  <div class="prose">
${anchored(content.body)?no_esc}
  </div>
</article>
</@layout.page>
