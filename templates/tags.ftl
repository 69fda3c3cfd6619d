<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<@layout.page title="Tagged " + tag description="Posts tagged " + tag + "."
    path=layout.tagPath(tag) current="posts">
<header class="page-head">
  <h1>Tagged <em>${tag}</em></h1>
  <#if published((config.tag_path!"tags") + "/index.html")>
  <p><a href="${layout.root}${config.tag_path!"tags"}/index.html">All tags</a></p>
  </#if>
</header>
<ol class="post-list" reversed>
  <#list tag_posts as post>
  <@layout.postItem post=post level=2/>
  </#list>
</ol>
<@layout.pager/>
</@layout.page>
