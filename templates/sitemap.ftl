<#ftl output_format="XML">
<#assign address = (ovenbird.baseUrl)!"">
<#if !address?has_content><#assign address = config.site_host!""></#if>
<#assign address = address?remove_ending("/") + "/">
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url>
    <loc>${address}</loc>
    <#if published_posts?has_content>
    <lastmod>${published_posts?first.date?string("yyyy-MM-dd")}</lastmod>
    </#if>
  </url>
  <url><loc>${address}${config.archive_file!"archive.html"}</loc></url>
  <#list published_content as document>
  <url>
    <loc>${address}${document.uri}</loc>
    <#if document.date??>
    <lastmod>${document.date?string("yyyy-MM-dd")}</lastmod>
    </#if>
  </url>
  </#list>
  <#list alltags as name>
  <url><loc>${address}${config.tag_path!"tags"}/${name?url_path("UTF-8")}${config.output_extension!".html"}</loc></url>
  </#list>
</urlset>
