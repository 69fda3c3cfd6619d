<#ftl output_format="XML">
<#-- A list page changes when the newest of its posts does; "lastmod" is only believed where true. -->
<#assign address = (ovenbird.baseUrl)!"">
<#if !address?has_content><#assign address = config.site_host!""></#if>
<#assign address = address?remove_ending("/") + "/">
<#function changed document><#return ((document.updated)!document.date)?datetime></#function>
<#macro entry path documents>
  <#local newest = "">
  <#list documents as document><#if (document.updated?? || document.date??) && (!newest?has_content || changed(document) gt newest)><#local newest = changed(document)></#if></#list>
  <url>
    <loc>${address}${path}</loc>
    <#if newest?has_content>
    <lastmod>${newest?string("yyyy-MM-dd")}</lastmod>
    </#if>
  </url>
</#macro>
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <@entry path="" documents=published_posts/>
  <#if published(config.archive_file!"archive.html")>
  <@entry path=(config.archive_file!"archive.html") documents=published_posts/>
  </#if>
  <#list published_content as document>
  <@entry path=document.uri documents=[document]/>
  </#list>
  <#if (config.render_tags!"true")?string == "true">
  <#list tags as each>
  <@entry path=(config.tag_path!"tags") + "/" + each.name?url_path("UTF-8") + (config.output_extension!".html") documents=each.tagged_documents/>
  </#list>
  </#if>
</urlset>
