<#ftl output_format="HTML">
<#--
  Everything in a page's <head>. The policy comes before whatever it governs; the import map before
  the first module. Nothing here is fetched from another origin.
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
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#fbf8f4" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#1b1613" media="(prefers-color-scheme: dark)">
<#if path?has_content && ((ovenbird.baseUrl)!"")?has_content>
<link rel="canonical" href="${siteAddress()}${(path == "index.html")?then("", path)}">
<meta property="og:url" content="${siteAddress()}${(path == "index.html")?then("", path)}">
</#if>
<meta property="og:site_name" content="${siteTitle}">
<meta property="og:type" content="${kind}">
<meta property="og:title" content="${title?has_content?then(title, siteTitle)}">
<#if summary?has_content>
<meta property="og:description" content="${summary}">
</#if>
<link rel="icon" href="${root}${asset("favicon.svg")}" type="image/svg+xml">
<link rel="manifest" href="${root}manifest.webmanifest">
<#if (config.render_feed!"true")?string == "true">
<link rel="alternate" type="application/atom+xml" title="${siteTitle}" href="${root}${config.feed_file!"feed.xml"}">
</#if>
<link rel="stylesheet" href="${root}${asset("css/tokens.css")}">
<link rel="stylesheet" href="${root}${asset("css/site.css")}">
<#if figures>
<link rel="stylesheet" href="${root}${asset("css/figures.css")}">
</#if>
<#if demo>
<link rel="stylesheet" href="${root}${asset("css/demo.css")}">
</#if>
<#if ((ovenbird.importMap)!"")?has_content>
<script type="importmap">${ovenbird.importMap?no_esc}</script>
</#if>
<#if ((ovenbird.script)!"")?has_content>
<script type="module" src="${root}${ovenbird.script}"></script>
</#if>
