"""Names of many cultures: given names and family names that go together.

Written as people write them in the Latin alphabet, with their marks.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Culture:
    given: tuple[str, ...]
    family: tuple[str, ...]


def _culture(given: str, family: str) -> Culture:
    return Culture(tuple(given.split()), tuple(name.replace("_", " ") for name in family.split()))


CULTURES = {
    "spanish": _culture(
        "Tomás Lucía Alejandro Carmen Javier Marta Álvaro Elena Sergio Inés Pablo Rocío Andrés "
        "Nuria Gonzalo Beatriz Rubén Alba Iván Silvia Mateo Paula Diego Raquel",
        "García Romero Navarro Ortega Delgado Castillo Molina Vega Herrera Santos Iglesias Cano "
        "Prieto Gallego Lozano Pascual Crespo Benítez Rojas Vidal Esteban Arroyo",
    ),
    "catalan": _culture(
        "Jordi Montserrat Arnau Laia Pau Mireia Marc Núria Oriol Aina Ferran Berta Biel Clara",
        "Puig Ferrer Soler Vila Roca Serra Bosch Casals Mas Pujol Camps Riera Sala Torrent",
    ),
    "british": _culture(
        "Oliver Amelia Harry Charlotte Jack Isla Thomas Emily George Poppy William Florence "
        "Edward Alice Henry Beatrice Rupert Imogen Callum Bronwen Rhys Fiona Ewan Catriona",
        "Ashworth Bennett Clarke Davies Ellison Fletcher Griffiths Harding Hughes Kershaw Lowe "
        "MacLeod Morgan Osborne Pryce Radcliffe Shaw Thornton Walsh Whitaker Sutcliffe Barlow",
    ),
    "irish": _culture(
        "Aoife Cormac Niamh Declan Siobhán Eoin Róisín Conor Sinéad Fionn Orla Darragh",
        "O’Neill Gallagher Byrne Kavanagh Doyle Flanagan McCarthy Nolan Brennan Keane",
    ),
    "american": _culture(
        "Grace Ethan Madison Caleb Hannah Logan Abigail Wyatt Chloe Mason Natalie Dylan Brooke "
        "Austin Paige Jordan Marcus Danielle Tyrone Jasmine Andre Simone Darnell Renee",
        "Anderson Bishop Carter Dawson Freeman Hayes Jenkins Larson Mitchell Parker Reynolds "
        "Sullivan Turner Washington Whitfield Coleman Brooks Banks Foster Holloway Lindgren",
    ),
    "brazilian": _culture(
        "Mateus Beatriz Rafael Camila Thiago Fernanda Gustavo Juliana Vinícius Larissa Caio "
        "Letícia Leandro Patrícia Bruno Isabela Rodrigo Aline Murilo Vanessa",
        "Silva Oliveira Souza Ferreira Alves Ribeiro Carvalho Gomes Barbosa Rocha Dias Moreira "
        "Teixeira Nogueira Cardoso Machado Freitas Azevedo Campos Pinheiro",
    ),
    "kannada": _culture(
        "Ravi Shruthi Karthik Divya Manjunath Ananya Suresh Kavya Naveen Deepa Prakash Meghana "
        "Arjun Lakshmi Vinay Sahana",
        "Gowda Hegde Rao Shetty Kulkarni Bhat Murthy Naik Pai Kamath Subramaniam Raghavan Iyer",
    ),
    "hindi": _culture(
        "Priya Rohan Neha Amit Pooja Vikram Anjali Rahul Sneha Aditya Kavita Sanjay Ritu Nikhil "
        "Shreya Manish",
        "Sharma Gupta Verma Mehta Agarwal Joshi Malhotra Kapoor Chauhan Saxena Bansal Nair",
    ),
    "bengali": _culture(
        "Anirban Moumita Debjit Sharmila Arnab Rituparna Nadia Rashid Farhana Imran",
        "Banerjee Chatterjee Roy Sen Mukherjee Rahman Chowdhury Hossain Das",
    ),
    "punjabi": _culture(
        "Harpreet Gurpreet Simran Manpreet Jasleen Amrit Navdeep Kiran",
        "Singh Kaur Gill Dhillon Sandhu Bains Grewal",
    ),
    "pakistani": _culture(
        "Ayesha Bilal Sana Hamza Zainab Usman Maryam Faisal Hira Tariq",
        "Khan Malik Qureshi Siddiqui Butt Chaudhry Mirza Sheikh",
    ),
    "chinese": _culture(
        "Mei Wei Xiaoming Jing Hao Yan Lihua Jun Xinyi Feng Qing Bo Ying Zhen",
        "Chen Wang Li Zhang Liu Huang Zhao Wu Zhou Xu Sun Lin",
    ),
    "japanese": _culture(
        "Kenji Yuki Haruka Takumi Aiko Daichi Naomi Sora Emi Ryo Kaori Shun",
        "Tanaka Suzuki Watanabe Ito Yamamoto Nakamura Kobayashi Mori Fujita Ishikawa",
    ),
    "korean": _culture(
        "Minjun Seoyeon Jiwoo Hyejin Donghyun Sujin Taeyang Eunji",
        "Kim Park Lee Choi Jung Kang Yoon Han",
    ),
    "vietnamese": _culture(
        "Linh Minh Thuy Quang Huong Duc Lan Tuan", "Nguyen Tran Pham Le Hoang Vo Dang Bui"
    ),
    "filipino": _culture(
        "Angelica Jomar Kristine Rogelio Maricel Paolo Rowena Efren",
        "Santos Reyes Bautista Villanueva Mendoza Salazar Aquino Dela_Cruz",
    ),
    "yoruba": _culture(
        "Adeola Babatunde Folake Kunle Yetunde Segun Temitope Olumide Bisi Femi",
        "Adeyemi Ogunleye Bakare Olatunji Ayodele Akande Fashola Oyelaran",
    ),
    "igbo": _culture(
        "Chidi Adaeze Emeka Ngozi Obinna Ifeoma Kelechi Amara Nnamdi Uchenna",
        "Okafor Nwosu Eze Obi Onyekachi Umeh Chukwu Nwachukwu",
    ),
    "ghanaian": _culture(
        "Kwame Akosua Kofi Abena Yaw Esi Kojo Ama", "Mensah Owusu Boateng Asante Appiah Osei Addo"
    ),
    "kenyan": _culture(
        "Wanjiku Otieno Achieng Kamau Njeri Mwangi Akinyi Kiprop",
        "Kariuki Odhiambo Wanjiru Njoroge Cheruiyot Muthoni Ochieng",
    ),
    "ethiopian": _culture(
        "Selam Dawit Hiwot Bekele Tigist Yonas", "Tesfaye Alemu Gebre Haile Worku Abebe"
    ),
    "southern_african": _culture(
        "Thandiwe Sipho Lerato Bongani Zanele Themba Naledi Kagiso",
        "Nkosi Dlamini Mokoena Khumalo Ndlovu Molefe Mahlangu",
    ),
    "arabic": _culture(
        "Leila Omar Yasmin Karim Nour Tarek Salma Hassan Rania Youssef Dina Ziad",
        "Haddad Mansour Khoury Nasser El-Sayed Benali Amrani Farouk Saleh Zahra",
    ),
    "persian": _culture(
        "Shirin Dariush Nasrin Kaveh Laleh Arash Mina Babak",
        "Ahmadi Hosseini Rostami Karimi Tehrani Moradi Shirazi",
    ),
    "turkish": _culture(
        "Elif Emre Zeynep Murat Aylin Kerem Defne Burak",
        "Yılmaz Kaya Demir Şahin Çelik Aydın Öztürk Arslan",
    ),
    "polish": _culture(
        "Agnieszka Piotr Katarzyna Tomasz Magdalena Marcin Zofia Krzysztof Hanna Jakub",
        "Nowak Wójcik Mazur Król Kaczmarek Dudek Sikora Wróbel Pawlak",
    ),
    "ukrainian": _culture(
        "Oksana Andriy Iryna Taras Kateryna Bohdan Olena Maksym",
        "Shevchenko Bondarenko Kovalenko Tkachenko Melnyk Lysenko Kravets",
    ),
    "german": _culture(
        "Anneliese Lukas Katharina Jonas Friederike Tobias Sabine Matthias Greta Stefan",
        "Weiss Keller Hoffmann Schäfer Brandt Vogel Lehmann Krüger Baumann Seidel",
    ),
    "french": _culture(
        "Camille Julien Élodie Mathieu Aurélie Antoine Manon Baptiste Chloé Luc",
        "Moreau Lefèvre Girard Fontaine Mercier Dubois Renaud Chevalier Marchand",
    ),
    "italian": _culture(
        "Sofia Luca Chiara Matteo Giulia Lorenzo Francesca Davide Alessia Marco",
        "Rossi Moretti Fontana Greco Bianchi Conti Marino Ricci Gallo Ferrari",
    ),
    "nordic": _culture(
        "Ingrid Emil Freya Lars Astrid Mikael Sigrid Henrik Saga Anders",
        "Johansson Nilsen Lindqvist Solberg Virtanen Dahl Holm Berg Eriksen",
    ),
    "greek": _culture(
        "Eleni Nikos Katerina Giorgos Despina Stavros",
        "Papadopoulos Georgiou Vlachos Makris Pappas Alexiou",
    ),
    "latin": _culture(
        "Camila Santiago Valentina Nicolás Gabriela Emilio Ximena Joaquín Marisol Rodrigo",
        "Morales Vargas Quispe Guzmán Cárdenas Salinas Ríos Espinoza Fuentes Zapata",
    ),
    "hebrew": _culture(
        "Noa Eitan Tamar Yonatan Shira Amir", "Levi Mizrahi Friedman Peretz Shapiro Katz"
    ),
    "pacific": _culture(
        "Aroha Tane Malia Sione Leilani Tevita", "Parata Tamihana Fonoti Tupou Ngata Kealoha"
    ),
}
