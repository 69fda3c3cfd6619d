<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#import "partials/models.ftl" as models>
<@layout.page path="index.html" current="home">
<div class="hero">
  <div class="hero-text">
    <h1>${config.site_headline!config.site_title!"Ovenbird"}</h1>
    <#assign lead = config.site_lead!config.site_description!"">
    <#if lead?has_content>
    <p class="lead">${lead}</p>
    </#if>
    <p class="actions">
      <#if published_demos?has_content>
      <a class="button" href="${layout.root}${published_demos?first.uri}">${message("home.demo")}</a>
      </#if>
      <#if (config.site_start!"")?has_content>
      <a class="button button-quiet" href="${layout.root}${config.site_start}">${message("home.start")}</a>
      </#if>
    </p>
  </div>
  <#if published("demos/sentence-similarity.html")>
  <#include "partials/similarity-figure.ftl">
  </#if>
</div>

<#if (ovenbird.models)?has_content>
<section class="band" aria-labelledby="baked">
  <h2 id="baked">${message("home.models")}</h2>
  <#list ovenbird.models as model>
  <@models.facts model/>
  </#list>
  <p><a href="${layout.root}report/index.html">${message("home.report")}</a></p>
</section>
</#if>

<section aria-labelledby="latest">
  <h2 id="latest">${message("home.latest")}</h2>
  <ol class="post-list" reversed>
    <#list published_posts as post>
    <#if post?index == 5 && !numberOfPages??><#break></#if>
    <@layout.postItem post/>
    </#list>
  </ol>
  <@layout.pager/>
  <#if published(config.archive_file!"archive.html")>
  <p><a href="${layout.root}${config.archive_file!"archive.html"}">${message("posts.all")}</a></p>
  </#if>
</section>
</@layout.page>
