<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#-- All parts of one series, in their order. -->
<@layout.page title=series.name description=message("series.description", series.name)
    path=series.uri current="posts">
<header class="page-head">
  <h1>${series.name}</h1>
  <p>${message("series.parts", series.documents?size)} <a href="${layout.root}series/index${config.output_extension!".html"}">${message("series.all")}</a></p>
</header>
<ol class="post-list">
  <#list series.documents as part>
  <@layout.postItem post=part level=2/>
  </#list>
</ol>
</@layout.page>
