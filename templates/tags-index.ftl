<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<@layout.page title=message("tags.title") description=message("tags.description")
    path=(config.tag_path!"tags") + "/index.html" current="posts">
<header class="page-head">
  <h1>${message("tags.title")}</h1>
</header>
<ul class="tag-index">
  <#list tags?sort_by("name") as entry>
  <li><a href="${layout.root}${layout.tagPath(entry.name)}">${entry.name}</a> <span>${entry.tagged_posts?size}</span></li>
  </#list>
</ul>
</@layout.page>
