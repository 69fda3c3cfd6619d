<#ftl output_format="XML">
<#-- Atom 1.0 (RFC 4287), of all posts or, where there is a tag, of those with it. -->
<#assign address = (ovenbird.baseUrl)!"">
<#if !address?has_content><#assign address = config.site_host!""></#if>
<#assign address = address?remove_ending("/") + "/">
<#assign siteTitle = config.site_title!"Ovenbird">
<#if tag??>
  <#assign posts = tag_posts title = siteTitle + ": " + tag stem = (config.tag_path!"tags") + "/" + tag?url_path("UTF-8")>
  <#assign alternate = address + stem + (config.output_extension!".html") self = address + stem + ".xml" id = self>
<#else>
  <#assign posts = published_posts title = siteTitle alternate = address self = address + (config.feed_file!"feed.xml") id = address>
</#if>
<#assign posts = posts[0..*20]>
<#-- The newest date of a post and not the build's: the same posts give the same feed. -->
<#function changed post><#return ((post.updated)!post.date)?datetime></#function>
<#assign newest = "">
<#list posts as post><#if !newest?has_content || changed(post) gt newest><#assign newest = changed(post)></#if></#list>
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${(config.site_lang)!"en"}">
  <title>${title}</title>
  <#if (config.site_description!"")?has_content && !tag??>
  <subtitle>${config.site_description}</subtitle>
  </#if>
  <id>${id}</id>
  <link rel="alternate" type="text/html" href="${alternate}"/>
  <link rel="self" type="application/atom+xml" href="${self}"/>
  <updated><#if newest?has_content>${newest?datetime?iso_utc}<#else>1970-01-01T00:00:00Z</#if></updated>
  <author><name>${(config.site_author!"")?has_content?then(config.site_author!"", siteTitle)}</name></author>
  <icon>${address}favicon.ico</icon>
  <generator<#if (ovenbird.version)?has_content> version="${ovenbird.version}"</#if>>Ovenbird</generator>
  <#list posts as post>
  <entry>
    <title>${post.title}</title>
    <id>${address}${post.uri}</id>
    <link rel="alternate" type="text/html" href="${address}${post.uri}"/>
    <published>${post.date?datetime?iso_utc}</published>
    <updated>${changed(post)?datetime?iso_utc}</updated>
    <#list (post.tags)![] as name>
    <category term="${name}"/>
    </#list>
    <#if (post.summary!"")?has_content>
    <summary>${post.summary}</summary>
    </#if>
    <content type="html" xml:base="${address}${post.uri}">${absoluteLinks(post.body, address + post.uri)}</content>
  </entry>
  </#list>
</feed>
