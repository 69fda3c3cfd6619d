<#ftl output_format="HTML">
<#-- What the service worker shows of a page that is published, but cannot be had without a network. Like the page for wrong addresses it appears at any depth, so its root path is the site's base path. -->
<#import "partials/layout.ftl" as layout>
<@layout.page title=message("unreachable.title") description=message("unreachable.description")>
<header class="page-head">
  <h1>${message("unreachable.heading")}</h1>
  <p class="lead">${message("unreachable.lead")}</p>
</header>
<div class="prose">
  <p>${message("unreachable.meanwhile")}</p>
  <ul>
    <li><a href="${layout.root}index.html">${message("home.title")}</a></li>
    <#list [
      {"href": "search.html", "label": message("search.meaning")},
      {"href": config.archive_file!"archive.html", "label": message("posts.all")},
      {"href": "offline.html", "label": message("offline.kept")}
    ]?filter(entry -> published(entry.href)) as entry>
    <li><a href="${layout.root}${entry.href}">${entry.label}</a></li>
    </#list>
  </ul>
</div>
</@layout.page>
