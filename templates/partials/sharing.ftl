<#ftl output_format="HTML">
<#--
  What others are told of a page: where it properly is, how a link to it looks, what it is.
  Addresses must be absolute, so most of it waits until the site's address is known.
-->
<#assign home = siteAddress()>
<#assign isPublic = !home?contains("://localhost")>
<#assign here = home + (path == "index.html")?then("", path)>
<#assign headline = title?has_content?then(title, siteTitle)>
<#assign picture = (ovenbird.picture)!{}>
<#assign pictureUrl = "">
<#if picture.url??><#assign pictureUrl = picture.url><#elseif picture.path??><#assign pictureUrl = home + picture.path></#if>
<#if path?has_content && isPublic>
<link rel="canonical" href="${here}">
<meta property="og:url" content="${here}">
</#if>
<meta property="og:site_name" content="${siteTitle}">
<meta property="og:type" content="${kind}">
<meta property="og:title" content="${headline}">
<meta property="og:locale" content="${(config.site_locale!config.site_lang!"en")?replace("-", "_")}">
<#if summary?has_content>
<meta property="og:description" content="${summary}">
</#if>
<#if kind == "article">
<meta property="article:published_time" content="${content.date?datetime?iso_utc}">
<#if content.updated??>
<meta property="article:modified_time" content="${content.updated?datetime?iso_utc}">
</#if>
<#list (content.tags)![] as name>
<meta property="article:tag" content="${name}">
</#list>
</#if>
<#if pictureUrl?has_content && isPublic>
<meta property="og:image" content="${pictureUrl}">
<#if picture.width??>
<meta property="og:image:width" content="${picture.width?c}">
<meta property="og:image:height" content="${picture.height?c}">
</#if>
<meta property="og:image:alt" content="${picture.alt}">
<meta name="twitter:card" content="summary_large_image">
<#else>
<meta name="twitter:card" content="summary">
</#if>
<#if path?has_content && isPublic>
<#include "structured-data.ftl">
</#if>
