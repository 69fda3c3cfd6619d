<#ftl output_format="HTML">
<#-- What helps a reader of one document: how long it is, what is in it, what belongs to it. -->
<#import "layout.ftl" as layout>

<#macro time document>
<#if (document.readingMinutes)??>
<span class="reading-time">${message("reading.time", document.readingMinutes?is_number?then(document.readingMinutes, document.readingMinutes?number))}</span><#t>
</#if>
</#macro>

<#--
  A table of contents. Without a word in the head a document with five headings or more has one;
  contents=on and contents=off decide otherwise.
-->
<#macro contents document>
<#local entries = (document.toc)![]>
<#local asked = (document.contents!"")?string>
<#if entries?has_content && (asked == "on" || asked != "off" && count(entries) gte 5)>
<nav class="contents" aria-labelledby="contents-title">
  <details open>
    <summary id="contents-title">${message("contents.title")}</summary>
    <@list entries/>
  </details>
</nav>
</#if>
</#macro>

<#function count entries>
  <#local sum = 0>
  <#list entries as entry><#local sum += 1 + count(entry.children)></#list>
  <#return sum>
</#function>

<#macro list entries>
<ol>
  <#list entries as entry>
  <li><a href="#${entry.id}">${entry.title}</a>
  <#if entry.children?has_content><@list entry.children/></#if>
  </li>
  </#list>
</ol>
</#macro>

<#-- "Part 2 of 5 in the series X", and all its parts. -->
<#macro series>
<#if (.data_model.series.part)??>
<#local place = .data_model.series>
<aside class="series" aria-label="${message("series.label")}">
  <details>
    <summary>${message("series.place", place.part, place.parts)} ${place.name}</summary>
    <p><a href="${layout.root}${place.uri}">${place.name}</a></p>
    <ol>
      <#list place.documents as part>
      <li><#if part.uri == content.uri><strong aria-current="page">${part.title}</strong><#else><a href="${layout.root}${layout.address(part)}">${part.title}</a></#if></li>
      </#list>
    </ol>
  </details>
</aside>
</#if>
</#macro>

<#macro seriesSteps>
<#if (.data_model.series.previous)?? || (.data_model.series.next)??>
<#local place = .data_model.series>
<nav class="neighbours" aria-label="${message("series.steps")}">
  <#if place.previous??>
  <a class="neighbour" href="${layout.root}${layout.address(place.previous)}"><span>${message("series.previous", place.part - 1)}</span> ${place.previous.title}</a>
  </#if>
  <#if place.next??>
  <a class="neighbour neighbour-next" href="${layout.root}${layout.address(place.next)}"><span>${message("series.next", place.part + 1)}</span> ${place.next.title}</a>
  </#if>
</nav>
</#if>
</#macro>

<#macro related>
<#if (related_posts![])?has_content>
<section class="related" aria-labelledby="related-title">
  <h2 id="related-title">${message("related.title")}</h2>
  <ul>
    <#list related_posts as post>
    <li><a href="${layout.root}${layout.address(post)}">${post.title}</a></li>
    </#list>
  </ul>
</section>
</#if>
</#macro>
