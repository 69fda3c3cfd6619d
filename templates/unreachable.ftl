<#ftl output_format="HTML">
<#-- What the service worker shows of a page that is published, but cannot be had without a network. Like the page for wrong addresses it appears at any depth, so its root path is the site's base path. -->
<#import "partials/layout.ftl" as layout>
<@layout.page title="Not on this device" description="This page needs a network.">
<header class="page-head">
  <h1>This page is not on your device</h1>
  <p class="lead">It is one that is not kept for reading offline, and the site cannot be reached now.</p>
</header>
<div class="prose">
  <p>Reload when you are connected again. Meanwhile, these are here:</p>
  <ul>
    <li><a href="${layout.root}index.html">The home page</a></li>
    <#list [
      {"href": "search.html", "label": "Search by meaning"},
      {"href": config.archive_file!"archive.html", "label": "All posts"},
      {"href": "offline.html", "label": "What is kept on this device"}
    ]?filter(entry -> published(entry.href)) as entry>
    <li><a href="${layout.root}${entry.href}">${entry.label}</a></li>
    </#list>
  </ul>
</div>
</@layout.page>
