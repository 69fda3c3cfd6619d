<#ftl output_format="JSON">
<#-- JSON Feed 1.1 (jsonfeed.org), of all posts or, where there is a tag, of those with it. -->
<#function json text><#return "\"" + text?json_string + "\""></#function>
<#assign address = (ovenbird.baseUrl)!"">
<#if !address?has_content><#assign address = config.site_host!""></#if>
<#assign address = address?remove_ending("/") + "/">
<#assign siteTitle = config.site_title!"Ovenbird">
<#if tag??>
  <#assign posts = tag_posts title = siteTitle + ": " + tag stem = (config.tag_path!"tags") + "/" + tag?url_path("UTF-8")>
  <#assign page = address + stem + (config.output_extension!".html") self = address + stem + ".json">
<#else>
  <#assign posts = published_posts title = siteTitle page = address self = address + (config.jsonfeed_file!"feed.json")>
</#if>
<#assign posts = posts[0..*20]>
{
  "version": "https://jsonfeed.org/version/1.1",
  "title": ${json(title)},
  "home_page_url": ${json(page)},
  "feed_url": ${json(self)},
  <#if (config.site_description!"")?has_content && !tag??>
  "description": ${json(config.site_description)},
  </#if>
  "icon": ${json(address + "apple-touch-icon.png")},
  "favicon": ${json(address + "favicon.ico")},
  "language": ${json(config.site_lang!"en")},
  "authors": [{"name": ${json((config.site_author!"")?has_content?then(config.site_author!"", siteTitle))}}],
  "items": [
    <#list posts as post>
    {
      "id": ${json(address + post.uri)},
      "url": ${json(address + post.uri)},
      "title": ${json(post.title)},
      <#if (post.summary!"")?has_content>
      "summary": ${json(post.summary)},
      </#if>
      "date_published": "${post.date?datetime?iso_utc}",
      <#if post.updated??>
      "date_modified": "${post.updated?datetime?iso_utc}",
      </#if>
      <#if (post.tags)?has_content>
      "tags": [<#list post.tags as name>${json(name)}<#sep>, </#sep></#list>],
      </#if>
      "content_html": ${json(absoluteLinks(post.body, address + post.uri))}
    }<#sep>,</#sep>
    </#list>
  ]
}
