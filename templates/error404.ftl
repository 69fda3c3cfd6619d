<#ftl output_format="HTML">
<#-- A host shows this page under whatever address was missing, however deep. The root path of this one page is therefore the site's base path, "/" or "/repo/". -->
<#import "partials/layout.ftl" as layout>
<@layout.page title=message("missing.title") description=message("missing.description")>
<header class="page-head">
  <h1>${message("missing.heading")}</h1>
  <p class="lead">${message("missing.lead")}</p>
</header>
<#if (config.search_words!"on") == "on">
<ovenbird-search suggest></ovenbird-search>
</#if>
<div class="prose">
  <ul>
    <li><a href="${layout.root}index.html">${message("home.title")}</a></li>
    <#list [
      {"href": "search.html", "label": message("search.meaning")},
      {"href": config.archive_file!"archive.html", "label": message("posts.all")}
    ]?filter(entry -> published(entry.href)) as entry>
    <li><a href="${layout.root}${entry.href}">${entry.label}</a></li>
    </#list>
  </ul>
</div>
</@layout.page>
