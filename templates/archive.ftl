<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<@layout.page title=message("posts.title") description=message("posts.description")
    path=(config.archive_file!"archive.html") current="posts">
<header class="page-head">
  <h1>${message("posts.title")}</h1>
  <#assign byTag = (config.tag_path!"tags") + "/index.html">
  <#if published(byTag)>
  <p><a href="${layout.root}${byTag}">${message("tags.all")}</a><#if published("search.html")> · <a href="${layout.root}search.html">${message("search.meaning")}</a></#if></p>
  </#if>
</header>
<#assign year = "">
<#list published_posts as post>
<#if post.date?string("yyyy") != year>
<#if year?has_content></ol></section></#if>
<#assign year = post.date?string("yyyy")>
<section aria-labelledby="year-${year}">
<h2 id="year-${year}">${year}</h2>
<ol class="post-list" reversed>
</#if>
<@layout.postItem post/>
</#list>
<#if year?has_content></ol></section></#if>
<@layout.pager/>
</@layout.page>
