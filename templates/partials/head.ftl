<#ftl output_format="HTML">
<#--
  Everything in a page's <head>. The policy comes before whatever it governs; the import map before
  the first module. Nothing here is fetched from another origin, and one file only, the style sheet,
  is waited for.
-->
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<#if ((ovenbird.csp)!"")?has_content>
<meta http-equiv="Content-Security-Policy" content="${ovenbird.csp}">
</#if>
<#if ((ovenbird.revision)!"")?has_content>
<meta name="ovenbird-revision" content="${ovenbird.revision}">
</#if>
<#assign siteTitle = config.site_title!"Ovenbird">
<#assign fullTitle = title?has_content?then(title + " · " + siteTitle, siteTitle)>
<#assign summary = description?has_content?then(description, config.site_description!"")>
<title>${fullTitle}</title>
<#if summary?has_content>
<meta name="description" content="${summary}">
</#if>
<#if !path?has_content>
<meta name="robots" content="noindex">
</#if>
<#if (config.site_author!"")?has_content>
<meta name="author" content="${config.site_author}">
</#if>
<meta name="color-scheme" content="light dark">
<#if (ovenbird.palette)??>
<meta name="theme-color" content="${ovenbird.palette.paper()}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${ovenbird.palette.paperDark()}" media="(prefers-color-scheme: dark)">
</#if>
<#include "sharing.ftl">
<link rel="icon" href="${root}favicon.ico" sizes="48x48">
<link rel="icon" href="${root}${asset("favicon.svg")}" type="image/svg+xml" sizes="any">
<link rel="apple-touch-icon" href="${root}apple-touch-icon.png">
<link rel="manifest" href="${root}manifest.webmanifest">
<#if (config.render_feed!"true")?string == "true">
<link rel="alternate" type="application/atom+xml" title="${siteTitle}" href="${root}${config.feed_file!"feed.xml"}">
<#if published(config.jsonfeed_file!"feed.json")>
<link rel="alternate" type="application/feed+json" title="${siteTitle}" href="${root}${config.jsonfeed_file!"feed.json"}">
</#if>
</#if>
<#if feed?has_content && published(feed + ".xml")>
<link rel="alternate" type="application/atom+xml" title="${siteTitle}: ${title}" href="${root}${feed?url_path("UTF-8")}.xml">
<#if published(feed + ".json")>
<link rel="alternate" type="application/feed+json" title="${siteTitle}: ${title}" href="${root}${feed?url_path("UTF-8")}.json">
</#if>
</#if>
<#assign sheet = styles("css/tokens.css", "css/site.css", "css/figures.css", "css/asciidoc.css", "css/demo.css")>
<link rel="stylesheet" href="${root}${sheet.path}" integrity="${sheet.integrity}">
<#if ((ovenbird.importMap)!"")?has_content>
<script type="importmap">${ovenbird.importMap?no_esc}</script>
</#if>
<#if ((ovenbird.script)!"")?has_content>
<script type="module" src="${root}${ovenbird.script}" integrity="${ovenbird.scriptIntegrity}"></script>
</#if>
