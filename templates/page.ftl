<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<@layout.page title=content.title description=(content.summary)!"" path=content.uri
    current=(content.nav)!"" demo=content.body?contains("<ovenbird-") figures=content.body?contains("<figure")>
<article>
  <header class="page-head">
    <h1>${content.title}</h1>
    <#if (content.summary!"")?has_content>
    <p class="lead">${content.summary}</p>
    </#if>
  </header>
  <div class="prose">
${anchored(content.body)?no_esc}
  </div>
</article>
</@layout.page>
