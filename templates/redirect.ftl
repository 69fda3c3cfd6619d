<#ftl output_format="HTML">
<#-- What stands at an address that a document had before. -->
<!doctype html>
<html lang="${(config.site_lang)!"en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${ovenbird.csp}">
<title>${content.title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="${(config.site_host!"")?remove_ending("/")}/${targetUri}">
<#-- A browser that finds no icon here asks the host's root for one, which may be another site's. -->
<link rel="icon" href="${content.rootpath}favicon.ico" sizes="48x48">
<meta http-equiv="refresh" content="0; url=${target}">
</head>
<body>
<p>${message("redirect.moved")} <a href="${target}">${content.title}</a></p>
</body>
</html>
