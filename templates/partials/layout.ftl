<#ftl output_format="HTML" strip_whitespace=true>
<#--
  The frame around every page, and the small pieces that several pages share.

  Use: <#import "partials/layout.ftl" as layout>
       <@layout.page title="About" path="about.html">…</@layout.page>
-->

<#-- Where the site's root is, seen from this page: "" at the top, "../" one folder down. -->
<#assign root = (content.rootpath)!"">

<#--
  title        of the page, without the site's name; empty on the home page
  description  one sentence for search engines and link previews
  path         where the page is published, from the site's root; empty when it has no address of its own
  current      the entry of the navigation that is marked: home, demo, search, posts, offline, about
  kind         Open Graph's type: website or article
  feed         where the page's own feeds are, without their ".xml" and ".json"
-->
<#macro page title="" description="" path="" current="" kind="website" feed="">
<!doctype html>
<html lang="${(config.site_lang)!"en"}">
<head>
<#include "head.ftl">
</head>
<body>
<a class="skip" href="#main">${message("nav.skip")}</a>
<#include "header.ftl">
<main id="main" tabindex="-1">
<#nested>
</main>
<#include "footer.ftl">
<#if (config.ovenbird_serviceWorker!"on") == "on">
<#include "update.ftl">
</#if>
</body>
</html>
</#macro>

<#-- What a document is about, in a sentence: its summary, else how it begins. -->
<#function about document>
  <#return (document.summary!"")?has_content?then(document.summary!"", plainText(document.body))>
</#function>

<#-- A date as people write it, with the machine's form beside it. -->
<#macro date day>
<time datetime="${day?string("yyyy-MM-dd")}">${day?string(message("date.pattern"))}</time><#t>
</#macro>

<#-- One post in a list. `level` is the heading's, so that each page keeps an unbroken outline. -->
<#macro postItem post level=3>
<li class="post-item">
  <h${level} class="post-item-title"><a href="${root}${address(post)}">${post.title}</a></h${level}>
  <p class="post-item-date"><@date post.date/></p>
  <#if (post.summary!"")?has_content>
  <p class="post-item-summary">${post.summary}</p>
  </#if>
</li>
</#macro>

<#-- The tags of a document, each a link to its page. -->
<#macro tagList document>
<#if (document.tags)?has_content>
<ul class="tags" aria-label="${message("tags.title")}">
  <#list document.tags as name>
  <li><a href="${root}${tagPath(name)}" rel="tag">${name}</a></li>
  </#list>
</ul>
</#if>
</#macro>

<#-- Where a document is, from the site's root: without index.html where its permalink ends in "/". -->
<#function address document>
  <#return (document.noExtensionUri)!document.uri>
</#function>

<#-- Links to the other pages of a list that is cut into several. -->
<#macro pager>
<#if numberOfPages?? && numberOfPages gt 1>
<nav class="pager" aria-label="${message("pager.label")}">
  <#if previousFileName??>
  <a rel="prev" href="${root}${previousFileName?has_content?then(previousFileName, "index.html")}">${message("pager.newer")}</a>
  </#if>
  <span>${message("pager.place", currentPageNumber, numberOfPages)}</span>
  <#if nextFileName??>
  <a rel="next" href="${root}${nextFileName}">${message("pager.older")}</a>
  </#if>
</nav>
</#if>
</#macro>

<#function tagPath name>
  <#return (config.tag_path!"tags") + "/" + name?url_path("UTF-8") + (config.output_extension!".html")>
</#function>

<#-- Bytes as megabytes or kilobytes, decimal, as a reader's data plan counts them. -->
<#function size bytes>
  <#if (bytes >= 10000000)>
    <#return (bytes / 1000000)?string("0.0") + " MB">
  <#elseif (bytes >= 1000000)>
    <#return (bytes / 1000000)?string("0.00") + " MB">
  <#elseif (bytes >= 1000)>
    <#return (bytes / 1000)?string("0") + " kB">
  </#if>
  <#return bytes?string("0") + " B">
</#function>

<#-- The site's address without this page, for what must be absolute. Ends in a slash. -->
<#function siteAddress>
  <#local address = (ovenbird.baseUrl)!"">
  <#if !address?has_content>
    <#local address = config.site_host!"">
  </#if>
  <#return address?remove_ending("/") + "/">
</#function>
