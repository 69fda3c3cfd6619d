<#ftl output_format="HTML">
<#assign entries = [
  {"name": "demo", "href": (published_demos?first.uri)!"", "label": message("nav.demo")},
  {"name": "search", "href": "search.html", "label": message("nav.search")},
  {"name": "posts", "href": config.archive_file!"archive.html", "label": message("nav.posts")},
  {"name": "offline", "href": "offline.html", "label": message("nav.offline")},
  {"name": "about", "href": "about.html", "label": message("nav.about")}
]>
<header class="site-header">
  <div class="bar">
    <a class="brand" href="${root}index.html"<#if current == "home"> aria-current="page"</#if>>
      <#include "mark.ftl">
      <span>${siteTitle}</span>
    </a>
    <nav class="site-nav" aria-label="${message("nav.label")}">
      <ul>
        <#list entries?filter(entry -> published(entry.href)) as entry>
        <li><a href="${root}${entry.href}"<#if entry.name == "search"> data-search</#if><#if current == entry.name> aria-current="<#if path == entry.href>page<#else>true</#if>"</#if>>${entry.label}</a></li>
        </#list>
        <#if !published("search.html") && (config.search_words!"on") == "on">
        <li><button type="button" class="nav-search" data-search>${message("nav.search")}</button></li>
        </#if>
      </ul>
    </nav>
  </div>
</header>
