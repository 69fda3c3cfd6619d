<#ftl output_format="HTML">
<#-- A host shows this page under whatever address was missing, however deep. The root path of this one page is therefore the site's base path, "/" or "/repo/". -->
<#import "partials/layout.ftl" as layout>
<@layout.page title="Not found" description="There is no page at this address.">
<header class="page-head">
  <h1>There is no page here</h1>
  <p class="lead">The address may be mistyped, or the page has moved.</p>
</header>
<#if (config.search_words!"on") == "on">
<ovenbird-search suggest></ovenbird-search>
</#if>
<div class="prose">
  <ul>
    <li><a href="${layout.root}index.html">The home page</a></li>
    <#list [
      {"href": "search.html", "label": "Search by meaning"},
      {"href": config.archive_file!"archive.html", "label": "All posts"}
    ]?filter(entry -> published(entry.href)) as entry>
    <li><a href="${layout.root}${entry.href}">${entry.label}</a></li>
    </#list>
  </ul>
</div>
</@layout.page>
