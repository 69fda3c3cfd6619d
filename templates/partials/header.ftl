<#ftl output_format="HTML">
<#assign entries = [
  {"name": "demo", "href": (published_demos?first.uri)!"", "label": "Demo"},
  {"name": "search", "href": "search.html", "label": "Search"},
  {"name": "posts", "href": config.archive_file!"archive.html", "label": "Posts"},
  {"name": "offline", "href": "offline.html", "label": "Offline"},
  {"name": "about", "href": "about.html", "label": "About"}
]>
<header class="site-header">
  <div class="bar">
    <a class="brand" href="${root}index.html"<#if current == "home"> aria-current="page"</#if>>
      <#include "mark.ftl">
      <span>${siteTitle}</span>
    </a>
    <nav class="site-nav" aria-label="Main">
      <ul>
        <#list entries?filter(entry -> published(entry.href)) as entry>
        <li><a href="${root}${entry.href}"<#if entry.name == "search"> data-search</#if><#if current == entry.name> aria-current="<#if path == entry.href>page<#else>true</#if>"</#if>>${entry.label}</a></li>
        </#list>
        <#if !published("search.html") && (config.search_words!"on") == "on">
        <li><button type="button" class="nav-search" data-search>Search</button></li>
        </#if>
      </ul>
    </nav>
  </div>
</header>
