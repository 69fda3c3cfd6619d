<#ftl output_format="HTML">
<#-- The page in the words of schema.org, as JSON-LD. -->
<#function json text><#return ("\"" + text?json_string + "\"")?no_esc></#function>
<#function day date><#return ("\"" + date?datetime?iso_utc + "\"")?no_esc></#function>
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
<#if path == "index.html">
{"@type": "WebSite", "@id": ${json(home + "#site")}, "url": ${json(home)}, "name": ${json(siteTitle)}, "inLanguage": ${json(config.site_lang!"en")}<#if summary?has_content>, "description": ${json(summary)}</#if>}
<#else>
{"@type": ${json((kind == "article")?then("BlogPosting", "WebPage"))}, "@id": ${json(here)}, "url": ${json(here)}, <#if kind == "article">"mainEntityOfPage": ${json(here)}, "headline"<#else>"name"</#if>: ${json(headline)}, "inLanguage": ${json(config.site_lang!"en")}<#if summary?has_content>, "description": ${json(summary)}</#if><#if pictureUrl?has_content>, "image": ${json(pictureUrl)}</#if>, "isPartOf": {"@type": "WebSite", "@id": ${json(home + "#site")}, "url": ${json(home)}, "name": ${json(siteTitle)}}<#if kind == "article">, "datePublished": ${day(content.date)}, "dateModified": ${day((content.updated)!content.date)}, "author": {"@type": "Person", "name": ${json(content.author!((config.site_author!"")?has_content?then(config.site_author!"", siteTitle)))}, "url": ${json(home)}}<#if (content.tags)?has_content>, "keywords": ${json(content.tags?join(", "))}</#if></#if>},
{"@type": "BreadcrumbList", "itemListElement": [
{"@type": "ListItem", "position": 1, "name": ${json(siteTitle)}, "item": ${json(home)}},
<#assign posts = config.archive_file!"archive.html">
<#if kind == "article" && published(posts)>
{"@type": "ListItem", "position": 2, "name": ${json(message("posts.title"))}, "item": ${json(home + posts)}},
{"@type": "ListItem", "position": 3, "name": ${json(headline)}}
<#else>
{"@type": "ListItem", "position": 2, "name": ${json(headline)}}
</#if>
]}
</#if>
]}
</script>
