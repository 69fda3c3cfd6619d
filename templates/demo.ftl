<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#import "partials/models.ftl" as models>
<@layout.page title=content.title description=layout.about(content) path=content.uri current="demo">
<article>
  <header class="page-head">
    <h1>${content.title}</h1>
    <#if (content.summary!"")?has_content>
    <p class="lead">${content.summary}</p>
    </#if>
  </header>
  <div class="prose prose-demo">
${anchored(content.body)?no_esc}
  </div>
  <@models.ofPage content/>
  <#assign others = published_demos?filter(demo -> demo.uri != content.uri)>
  <#if others?has_content>
  <section class="band" aria-labelledby="other-demos">
    <h2 id="other-demos">${message("demo.others")}</h2>
    <ul>
      <#list others as demo>
      <li><a href="${layout.root}${demo.uri}">${demo.title}</a></li>
      </#list>
    </ul>
  </section>
  </#if>
</article>
</@layout.page>
