/// The names that shops and shop systems give to members of the product contract.
enum MemberNames {
    /// The members of the contract, spelled as there.
    static let contract: Set<String> = [
        "_id", "sku", "name", "brand", "category", "price", "listPrice", "currency", "colors", "sizes", "material",
        "gender", "season", "attributes", "description", "tags", "stock", "rating", "reviewCount", "reviews",
        "imageURL", "url", "createdAt", "updatedAt", "status",
    ]

    /// The member that `name` stands for. Of several names for one member, the lowest rank is the best.
    static func member(for name: String) -> (name: String, rank: Int)? { meanings[normalized(name)] }

    /// Without case, white space, `_`, `-`, the prefix `g:`, and a remark such as (원) or (필수).
    static func normalized(_ name: String) -> String {
        var key = name.lowercased()
        for remark in ["(원)", "(krw)", "(개)", "(필수)", "(선택)", "*"] where key.hasSuffix(remark) {
            key.removeLast(remark.count)
        }
        if key.hasPrefix("g:") { key.removeFirst(2) }
        return key.filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
    }

    /// Normalized names, best first. A cost price (원가) is nobody's list price, a manufacturer no brand: neither is here.
    private static let names: [String: String] = [
        "_id": """
        id productid productno itemid goodsid goodsno 상품id 상품번호 제품번호 고유번호 productcode goodscode \
        상품코드 제품코드 품번
        """,
        "sku": "sku skuid 자체상품코드 판매자상품코드 관리코드 재고코드",
        "name": "name title productname itemname goodsname 상품명 제품명 품명 상품이름 이름",
        "brand": "brand brandname 브랜드 브랜드명",
        "category": "category categories categorypath producttype 카테고리 카테고리명 상품분류 분류",
        "price": "price sellingprice unitprice 판매가 판매가격 판매금액 가격",
        "salePrice": "saleprice discountprice discountedprice 할인가 할인가격 할인판매가 세일가 특가",
        "listPrice": """
        listprice originalprice regularprice retailprice compareatprice msrp 정가 소비자가 소비자가격 \
        권장소비자가 시중가
        """,
        "currency": "currency currencycode 통화 화폐",
        "colors": "colors color colours colour 색상 컬러 색",
        "sizes": "sizes size 사이즈",
        "material": "material materials fabric 소재 재질 원단",
        "gender": "gender sex 성별",
        "season": "season seasons 시즌 계절",
        "attributes": "attributes specs specifications 속성 사양",
        "description": "description details desc longdescription 상세설명 상품설명 제품설명 설명 상세정보 상품상세",
        "tags": "tags tag keywords keyword 태그 해시태그 키워드 검색어",
        "stock": "stock stockquantity inventory inventoryquantity quantity qty 재고 재고수량 재고량 수량",
        "rating": "rating averagerating avgrating ratingvalue 평점 별점",
        "reviewCount": "reviewcount reviewscount numreviews ratingcount 리뷰수 리뷰개수 후기수 상품평수",
        "reviews": "reviews 리뷰 후기 상품평",
        "imageURL": """
        imageurl imagelink image images imgurl img thumbnail thumbnailurl picture 이미지 이미지url 대표이미지 \
        상품이미지 썸네일
        """,
        "url": "url link producturl permalink 상품url 상품링크 링크",
        "createdAt": "createdat created createddate 등록일 등록일시 생성일",
        "updatedAt": "updatedat updated modifiedat lastmodified 수정일 수정일시 변경일",
        "status": "status availability 판매상태 상태",
        "question": "question 질문",
        "answer": "answer 답변",
        "topic": "topic 주제",
    ]

    private static let meanings: [String: (name: String, rank: Int)] = {
        var meanings: [String: (name: String, rank: Int)] = [:]
        for (member, words) in names {
            for (rank, word) in words.split(separator: " ").enumerated() {
                meanings[String(word)] = (member, rank)
            }
        }
        return meanings
    }()
}
