<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<@layout.page title="Tagged " + tag description="Posts tagged " + tag + "."
    path=layout.tagPath(tag) current="posts" feed=(config.tag_path!"tags") + "/" + tag>
<header class="page-head">
  <h1>Tagged <em>${tag}</em></h1>
  <#assign feed = (config.tag_path!"tags") + "/" + tag>
  <p><#if published((config.tag_path!"tags") + "/index.html")><a href="${layout.root}${config.tag_path!"tags"}/index.html">All tags</a></#if><#if published(feed + ".xml")> <a class="feed" href="${layout.root}${feed?url_path("UTF-8")}.xml">Feed of this tag</a></#if></p>
</header>
<ol class="post-list" reversed>
  <#list tag_posts as post>
  <@layout.postItem post=post level=2/>
  </#list>
</ol>
<@layout.pager/>
</@layout.page>
