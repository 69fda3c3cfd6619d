<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<@layout.page title=message("tag.title", tag) description=message("tag.description", tag)
    path=layout.tagPath(tag) current="posts" feed=(config.tag_path!"tags") + "/" + tag>
<header class="page-head">
  <h1>${message("tag.title", tag)}</h1>
  <#assign feed = (config.tag_path!"tags") + "/" + tag>
  <p><#if published((config.tag_path!"tags") + "/index.html")><a href="${layout.root}${config.tag_path!"tags"}/index.html">${message("tags.all")}</a></#if><#if published(feed + ".xml")> <a class="feed" href="${layout.root}${feed?url_path("UTF-8")}.xml">${message("tag.feed")}</a></#if></p>
</header>
<ol class="post-list" reversed>
  <#list tag_posts as post>
  <@layout.postItem post=post level=2/>
  </#list>
</ol>
<@layout.pager/>
</@layout.page>
