<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<@layout.page title=message("series.title") description=message("series.index")
    path="series/index" + (config.output_extension!".html") current="posts">
<header class="page-head">
  <h1>${message("series.title")}</h1>
</header>
<ul class="tag-index">
  <#list all_series as each>
  <li><a href="${layout.root}${each.uri}">${each.name}</a> <span>${each.documents?size}</span></li>
  </#list>
</ul>
</@layout.page>
